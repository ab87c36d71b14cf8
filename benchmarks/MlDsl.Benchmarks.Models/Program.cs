using MlDsl.Benchmarks;

if (args is not [var folder])
{
    Console.Error.WriteLine("Usage: MlDsl.Benchmarks.Models FOLDER, where the models of the benchmarks go");
    return 2;
}
Directory.CreateDirectory(folder);
foreach ((string name, Func<byte[]> make) in new (string, Func<byte[]>)[] { ("trees", ModelFiles.Trees), ("linear", ModelFiles.Linear), ("dense", ModelFiles.Dense), ("pipeline", ModelFiles.Pipeline) })
    File.WriteAllBytes(Path.Combine(folder, $"{name}.onnx"), make());
return 0;
