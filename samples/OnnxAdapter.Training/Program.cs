using OnnxAdapter.Training;

// The team that trains hands a file over; the service knows nothing else of it.
if (args is not [var path])
{
    Console.Error.WriteLine("Usage: OnnxAdapter.Training FILE, where the model goes");
    return 2;
}
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
File.WriteAllBytes(path, SurfaceFile.Bytes());
return 0;
