using CompiledModel.Training;

// The team that trains hands a file over; the service knows nothing else of it.
if (args is not [var path])
{
    Console.Error.WriteLine("Usage: CompiledModel.Training FILE, where the model goes");
    return 2;
}
(float[][] rows, float[] minutes) = Deliveries.Make(2_000);
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
File.WriteAllBytes(path, DeliveryFile.Bytes(Boosting.Fit(rows, minutes, trees: 200, rate: 0.1f)));
return 0;
