using MlDsl.Adapters.Models;

if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: MlDsl.Adapters.Models FOLDER, where the models go");
    return 2;
}
Directory.CreateDirectory(folder);
File.WriteAllBytes(Path.Combine(folder, "ticket.onnx"), TicketFile.Bytes());
File.WriteAllBytes(Path.Combine(folder, "margin.onnx"), MarginFile.Bytes());
File.WriteAllText(Path.Combine(folder, "stamp.txt"), TreeFiles.Stamp);
File.WriteAllText(Path.Combine(folder, "fruit.txt"), TreeFiles.Fruit);
File.WriteAllText(Path.Combine(folder, "stopped.json"), TreeFiles.Stopped);
return 0;
