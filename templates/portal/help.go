package portal

// helpText is a title with its explanation.
type helpText struct{ Title, Text string }

var helpSteps = []helpText{
	{
		"Mở tháng",
		"Chuyên viên tổ chức mở tháng ở «Các tháng». Cổng lập phiếu cho mọi người thuộc diện xếp loại theo khung tiêu chí " +
			"đang áp dụng, và liệt kê ai không xếp loại kèm lý do: nghỉ cả tháng, biệt phái, mới đến, đã chuyển đi.",
	},
	{
		"Tự chấm",
		"Mỗi người chấm từng tiêu chí, ghi minh chứng, sản phẩm. Phiếu tự lưu khi gõ. Cột bên phải cho biết vì sao ra số " +
			"điểm đó và còn thiếu gì để lên loại trên. Xong thì nộp; khi chưa ai chấm còn rút lại được.",
	},
	{
		"Thủ trưởng chấm",
		"Trưởng phòng chấm ngay trên bảng của đơn vị, hoặc chọn nhiều người rồi chấp nhận điểm tự chấm sau khi xem trước. " +
			"Chấm khác thì ghi lý do. Thanh hạn mức cho biết còn được bao nhiêu người loại tốt nhất. Không ai chấm phiếu của " +
			"mình; phiếu của thủ trưởng do lãnh đạo phụ trách chấm.",
	},
	{
		"Tổng hợp",
		"Chuyên viên xem mọi đơn vị trên một bảng, nhắc đơn vị chậm, cân đối hạn mức: hạ loại có lý do, hoặc áp dụng mức " +
			"đặc biệt cho tập thể có thành tích.",
	},
	{
		"Phê duyệt",
		"Lãnh đạo xem trước rồi phê duyệt cả tháng bằng một quyết định, nhập " +
			"lại mật khẩu để ký. Còn phiếu chưa chấm, đơn " +
			"vị chưa trình hay hạn mức bị vượt thì không phê duyệt được, và trang nói rõ vướng ở đâu.",
	},
	{
		"Công bố, kiến nghị",
		"Sau khi công bố, mỗi người đọc kết quả của mình kèm từng lý do. Trong số ngày làm việc đã định được gửi kiến " +
			"nghị; người trả lời khác người đã chấm. Điều chỉnh tạo bản mới, bản cũ được giữ.",
	},
}

var helpQuestions = []helpText{
	{
		"Vì sao 89,996 điểm không được loại A?",
		"Điểm không bao giờ được làm tròn lên qua ngưỡng: 89,996 ghi là 89,99 và thuộc loại dưới.",
	},
	{
		"Hạn mức loại xuất sắc tính thế nào?",
		"Theo tỷ lệ của khung tiêu chí đang áp dụng; tập thể có thành tích đặc biệt được tỷ lệ cao hơn khi được chấp " +
			"nhận. Kết quả luôn làm tròn xuống; trang đơn vị ghi rõ phép tính và căn cứ.",
	},
	{
		"Phiếu báo «đã được lưu từ nơi khác» là sao?",
		"Phiếu đang mở ở hai nơi, nơi kia lưu trước. Cổng đặt hai bản cạnh nhau, bản bạn vừa gõ còn nguyên; chọn bản đúng " +
			"rồi lưu.",
	},
	{
		"Người kiêm hai chức vụ được chấm ở đâu?",
		"Ở chức vụ cao nhất. Ai đứng đầu một đơn vị thì do lãnh đạo phụ " +
			"trách chấm, kể cả khi đang được ủy quyền chấm đơn " +
			"vị khác.",
	},
	{
		"Vắng lâu thì ủy quyền thế nào?",
		"Thủ trưởng, lãnh đạo vào «Tài khoản của tôi» ủy quyền có thời hạn " +
			"cho người trong đơn vị. Vai trò được ủy quyền " +
			"không ủy quyền tiếp được.",
	},
	{
		"Nhập danh sách cán bộ từ tệp nào?",
		"Tệp XLSX hoặc CSV như cơ quan vẫn dùng. Cổng tự tìm tiêu đề, chia cột, hiểu ngày sinh viết nhiều kiểu. Dòng sai " +
			"được trả lại kèm lý do; nhập lần hai không làm thay đổi gì.",
	},
	{
		"Nhập danh hiệu các năm trước từ tệp nào?",
		"Ở «Nhập danh sách» chọn «Danh hiệu các năm trước»; tệp cần cột danh hiệu, năm, số và ngày quyết định, và mã hoặc " +
			"họ tên với năm sinh (tập thể: tên đơn vị). Dòng chưa chắc là ai thì cổng hỏi và đưa ra những người có thể, " +
			"không tự đoán. Danh hiệu nhập vào được dùng khi xét điều kiện.",
	},
	{
		"Tham gia phong trào thi đua thế nào?",
		"Vào «Phong trào», mở phong trào đang ký giao ước, ghi cam kết và ký cho bản thân hoặc cho đơn vị mình đứng đầu; " +
			"bản giao ước in được. Khi Ban Tổ chức mở sơ kết, tổng kết, mở giao ước của mình và nhập kết quả từng chỉ tiêu " +
			"kèm minh chứng. Mỗi chỉ tiêu tính không quá 100%, mức đạt chung là bình quân các chỉ tiêu.",
	},
	{
		"Giao việc, theo dõi việc thế nào?",
		"Ở «Nhiệm vụ», «Giao nhiệm vụ» thủ trưởng tìm người theo tên, giao cho một hay nhiều người cùng lúc, thấy trước " +
			"mỗi người đang có bao nhiêu việc. Mỗi nhiệm vụ có một người chủ trì, người phối hợp, người kiểm tra là người " +
			"khác, sản phẩm với hệ số quy đổi và hạn. Người chủ trì nhận việc, báo hoàn thành; quá hạn thì ghi nguyên nhân. " +
			"Người kiểm tra cho đạt, hoặc chưa đạt kèm lý do, và xác nhận nguyên nhân khách quan thì không trừ. Việc định kỳ " +
			"tự giao trước hạn 7 ngày.",
	},
	{
		"Nhiệm vụ vào phiếu tháng thế nào?",
		"Phiếu tháng theo Nghị định 335 có nút đưa sản phẩm từ nhiệm vụ vào: số giao, số xong, số lần chưa đạt, chậm theo " +
			"các nhiệm vụ đến hạn trong tháng và việc tồn từ tháng trước. Dòng tự ghi vẫn còn; dòng từ nhiệm vụ được đánh " +
			"dấu, sửa khác đi thì phiếu nói rõ nhiệm vụ ghi bao nhiêu. Ở khung khác, nhiệm vụ hiện bên trên làm minh chứng.",
	},
	{
		"Lập chương trình công tác thế nào?",
		"Ở «Chương trình» thủ trưởng lập chương trình năm: mỗi mục có sản phẩm, người chủ trì, người kiểm tra, từ tháng " +
			"nào đến tháng nào; kéo thanh trên lịch để dời, kéo mép phải để đổi tháng kết thúc. Trình lãnh đạo duyệt; sau đó " +
			"vẫn dời được, nhưng tháng đã duyệt còn ghi bên cạnh và mục đã duyệt không bỏ được. Mỗi tháng trang đề xuất các " +
			"mục đến kỳ và nhắc việc chậm; chọn rồi giao một lần. Thanh màu cho biết mục nào xong, đang làm, chậm.",
	},
	{
		"Giao ban tuần thế nào?",
		"Trang giao ban tự lập nội dung: việc kết luận tuần trước, quá hạn, hoàn thành, phát sinh, đến hạn tuần sau. Việc " +
			"quyết định tại chỗ được giao ngay thành nhiệm vụ. Đánh dấu người vắng kèm lý do, ghi kết luận rồi ra thông báo " +
			"kết luận.",
	},
	{
		"Văn bản đến đi thế nào?",
		"Văn thư vào sổ, số đến tự lấy liên tục theo sổ và năm; kèm ngay bản quét để tìm được theo nội dung. Lãnh đạo " +
			"chuyển: ai chủ trì, làm gì, hạn nào thì thành nhiệm vụ; ai để biết thì vào việc của người đó. Giải quyết xong " +
			"khi mọi nhiệm vụ đã đóng. Văn bản có dấu Mật, Tối mật, Tuyệt mật không được đưa vào phần mềm.",
	},
	{
		"Soạn, ký, ban hành văn bản thế nào?",
		"Ở «Văn bản đi, dự thảo» lập dự thảo, đính kèm tệp, chọn người xem " +
			"và người ký rồi trình. Từng người đồng ý hoặc " +
			"trả lại kèm lý do; bản sửa được so từng chữ với bản trước ở «So " +
			"sánh các bản»; người ký nhập lại mật khẩu. Văn " +
			"thư lấy số trong sổ của loại văn bản, quyết định khen thưởng cũng " +
			"ở sổ đó. Cơ quan tự soạn mẫu DOCX có chỗ điền " +
			"như {so}, {ten}; dòng bảng có {#nguoi} lặp cho từng người; điền từ trang quyết định, buổi lễ, văn bản.",
	},
	{
		"Làm hồ sơ đề nghị khen thưởng thế nào?",
		"Ở «Đề nghị» lập đề nghị gửi cơ quan quyết định, thêm người từ kết " +
			"quả Hội đồng hoặc trực tiếp. Cổng báo trường " +
			"hợp trùng, đã được khen, bị kỷ luật, thiếu báo cáo. Báo cáo thành tích tự điền danh hiệu, sáng kiến trong hồ " +
			"sơ; phần còn lại viết thêm. Tải cả hồ sơ một lần dưới dạng ZIP có mục lục. Khi có kết quả, đánh dấu ai được " +
			"chấp nhận: họ vào bản soạn quyết định nhận về; ai không thì ghi lý do.",
	},
	{
		"Quyết định khen thưởng đi thế nào?",
		"Ban Tổ chức lập quyết định, thêm người và tập thể từ kết quả Hội " +
			"đồng hoặc trực tiếp, xem cảnh báo ở từng dòng " +
			"rồi trình ký. Lãnh đạo ký bằng mật khẩu hoặc trả lại kèm lý do. Văn thư lấy số: số chạy liên tục trong sổ, tiền " +
			"thưởng bằng hệ số nhân mức lương cơ sở của ngày đó, làm tròn lên theo nghị định. Quyết định đã ban hành không " +
			"sửa được; đính chính, hủy bỏ là quyết định mới. Danh sách, danh sách nhận tiền và danh sách viết bằng in ngay " +
			"từ trang quyết định.",
	},
	{
		"In bằng thế nào cho đúng chỗ?",
		"Mở quyết định đã ban hành, vào «Sổ cấp bằng, in bằng»: vào sổ để mỗi bằng có số và mã kiểm tra, chọn mẫu, xem " +
			"bằng có tên dài nhất đúng như khi in; chữ không vừa được nói " +
			"trước. In lần đầu trên máy mới: ở «Mẫu bằng» in tờ " +
			"canh, đo độ lệch, ghi cho máy in. Bằng in theo thứ tự trên sân khấu; in lại một bằng được ghi vào nhật ký. Ai " +
			"cũng kiểm tra được bằng bằng mã QR trên đó.",
	},
	{
		"Chuẩn bị lễ trao thưởng thế nào?",
		"Ở «Lễ trao» lập buổi lễ với giờ, địa điểm và số chỗ đứng trên sân " +
			"khấu, rồi chọn các quyết định sẽ công bố. Cổng " +
			"xếp nhóm từ hình thức cao xuống thấp, chia đều thành lượt, tính giờ từng mục. Ghi người trao cho từng nhóm; ai " +
			"vắng thì ghi người nhận thay, không có thì các lượt tự khép lại. Kịch bản, lời dẫn, sơ đồ sân khấu, bảng hiện " +
			"vật và biển tên in từ trang này; đổi gì sau khi in, trang nói rõ giấy nào phải in lại.",
	},
	{
		"Ngày tổ chức lễ làm gì?",
		"Ở «Khách mời» in giấy mời có mã QR (hoặc gửi thư khi đã cấu hình máy chủ thư), in phong bì, nhãn; tạo đường dẫn " +
			"cho từng bàn điểm danh, người giúp việc quét mã là dùng được, chỉ trong ngày đó. Bàn điểm danh tìm theo tên " +
			"không dấu, quét mã bằng máy ảnh, mất mạng vẫn làm tiếp và tự gửi khi có mạng; hai bàn cùng ghi một người chỉ " +
			"đếm một. Ai đến thay thì ghi tên ngay tại bàn. Ở «Điều hành» bấm «Chuyển tiếp» qua từng mục, từng lượt: trang " +
			"cho biết ai sắp lên, chậm bao nhiêu phút, ai chưa đến để bỏ khỏi lượt hay ghi người nhận thay; màn hình lớn tự " +
			"theo. Xong thì in biên bản, danh sách đã nhận, danh sách gửi thư cảm ơn.",
	},
	{
		"Quyết định của các năm trước đưa vào thế nào?",
		"Ở «Nhập danh sách» chọn «Quyết định khen thưởng các năm trước»: mỗi dòng một người hoặc tập thể, với số, ngày " +
			"quyết định, cơ quan ban hành, hình thức. Mỗi quyết định trong tệp thành một quyết định nhận về đã ban hành, có " +
			"tiền thưởng theo luật của ngày đó và vào hồ sơ khen thưởng. Người ngoài cơ quan chỉ được ghi khi bạn trả lời " +
			"như vậy.",
	},
	{
		"Đăng ký sáng kiến thế nào?",
		"Vào «Sáng kiến», bấm «Đăng ký sáng kiến»: ghi tên, nội dung và hiệu quả, phạm vi ảnh hưởng, tác giả với tỷ lệ " +
			"cộng lại đúng 100. Đính kèm báo cáo, minh chứng. Sửa hoặc rút được cho đến khi có kết quả; không công nhận thì " +
			"luôn có lý do. Sáng kiến được công nhận tự tính vào điều kiện danh hiệu, theo số năm mà điều kiện ghi.",
	},
	{
		"Chấm điểm, xếp hạng trong cụm, khối thế nào?",
		"Ban Tổ chức lập cụm hoặc khối với bảng tiêu chí, thành viên và " +
			"trưởng cụm ở «Cụm, khối». Thủ trưởng từng đơn vị " +
			"tự chấm kèm minh chứng, rồi chấm chéo cho đơn vị được phân; sửa điểm nào thì ghi lý do điểm đó. Cuộc họp cụm " +
			"chốt điểm và ghi biên bản. Hai đơn vị cùng tổng điểm thì tiêu chí đứng trước trong bảng quyết định; bằng nhau ở " +
			"mọi tiêu chí thì đồng hạng, và trang ghi rõ vì sao.",
	},
	{
		"Đăng ký danh hiệu thi đua thế nào?",
		"Vào «Đăng ký thi đua», chọn danh hiệu và ghi cam kết trước hạn; trang cho biết mỗi danh hiệu cần gì và hôm nay " +
			"đã có gì. Thủ trưởng xác nhận cả đơn vị một lần; quá hạn phải có lý do và được cho phép. Không đăng ký thì " +
			"không được xét.",
	},
	{
		"Vì sao tôi không đạt danh hiệu?",
		"Mở đăng ký của mình: từng điều kiện ghi đạt, không đạt hay chưa xác định được, kèm số liệu và căn cứ. Dữ liệu " +
			"thay đổi sau lần tính gần nhất thì trang báo rõ.",
	},
	{
		"Bỏ phiếu kín có kín không?",
		"Cổng ghi việc đã bỏ phiếu và lá phiếu ở hai nơi không nối được với nhau, không có giờ và thứ tự; kết quả chỉ có " +
			"sau khi Chủ tịch và Thư ký cùng kết thúc. Cổng không che được người đứng sau lưng bạn hay người sao chép máy " +
			"chủ liên tục trong lúc bỏ phiếu.",
	},
	{
		"Quên mật khẩu?",
		"Quản trị cấp mật khẩu dùng một lần; lần đăng nhập đầu phải đổi. " +
			"Sai năm lần thì phải chờ, mỗi lần lâu hơn, tối " +
			"đa 15 phút.",
	},
}
