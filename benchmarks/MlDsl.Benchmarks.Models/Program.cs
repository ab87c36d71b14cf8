namespace MlDsl.Benchmarks.Models;

/// <summary>Writes the models of the benchmarks into a folder.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is not [var folder])
        {
            Console.Error.WriteLine("Usage: MlDsl.Benchmarks.Models FOLDER, where the models of the benchmarks go");
            return 2;
        }
        Directory.CreateDirectory(folder);
        Write("trees", ModelFiles.Trees(6));
        Write("large", ModelFiles.Trees(8));
        Write("linear", ModelFiles.Linear());
        Write("dense", ModelFiles.Dense());
        Write("pipeline", ModelFiles.Pipeline());
        MlNetModels.Write(folder);
        return 0;

        void Write(string name, byte[] file) => File.WriteAllBytes(Path.Combine(folder, $"{name}.onnx"), file);
    }
}
