import { one } from "../lib/dom.js";

const width = 640; // a picture is read at this width at most
const rest = 3000; // ms within which the same code is not taken twice

// readCodes lets the button start the camera and calls found with every code that it sees; lost is called
// when there is no camera. Where the browser has none the button stays hidden.
export function readCodes(button, box, found, lost) {
  if (!navigator.mediaDevices || !window.jsQR) return;
  const video = one("video", box);
  const canvas = document.createElement("canvas");
  const picture = canvas.getContext("2d", { willReadFrequently: true });
  let stream = null;
  let seen = "";
  let seenAt = 0;

  function stop() {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = null;
    box.hidden = true;
  }

  function read() {
    const scale = Math.min(1, width / video.videoWidth);
    canvas.width = video.videoWidth * scale;
    canvas.height = video.videoHeight * scale;
    picture.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data } = picture.getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, canvas.width, canvas.height)?.data;
  }

  function look() {
    if (!stream) return;
    const code = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth ? read() : "";
    if (code && (code !== seen || Date.now() - seenAt > rest)) {
      seen = code;
      seenAt = Date.now();
      found(code);
    }
    setTimeout(() => requestAnimationFrame(look), 120);
  }

  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      box.hidden = false;
      await video.play();
      look();
    } catch {
      stop();
      lost();
    }
  });
  one("button", box).addEventListener("click", stop);
}
