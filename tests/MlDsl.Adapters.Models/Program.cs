using MlDsl.Adapters.Models;

if (args is not [var path])
{
    Console.Error.WriteLine("Usage: MlDsl.Adapters.Models FILE, where the model goes");
    return 2;
}
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
File.WriteAllBytes(path, TicketFile.Bytes());
return 0;
