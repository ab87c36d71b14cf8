extern alias compiler;

using System.Diagnostics;
using System.Globalization;
using compiler::MlDsl.Compiler.Costs;
using compiler::MlDsl.Compiler.Onnx;
using compiler::MlDsl.Compiler.Planning;

namespace MlDsl.Benchmarks.Nets;

/// <summary>
/// What do convolution nets cost, compiled and by ONNX Runtime, on one thread: a picture, the first one of a process, and the assembly?
/// And what would the build choose? Prints a table.
/// </summary>
internal static class NetTable
{
    /// <summary>The verb by which a process measures its own first call.</summary>
    public const string First = "first";

    // Of starts the median.
    private const int Starts = 3;

    /// <summary>Prints a row per file.</summary>
    public static void Print(IEnumerable<string> arguments)
    {
        Console.WriteLine("| Net | Picture | Compiled, ms | ONNX Runtime, ms | Compiled / ONNX Runtime | First call, ms: compiled, ONNX Runtime | Assembly, MB | Auto | Estimates, ms: compiled, ONNX Runtime |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---|---:|");
        foreach (NetFile net in arguments.Select(NetFile.Parse)) Console.WriteLine(Row(net));
    }

    /// <summary>Prints the milliseconds from the start of this process to the first result of a net.</summary>
    /// <param name="kind"><c>compiled</c> or <c>runtime</c>.</param>
    /// <param name="path">The assembly, or the model file.</param>
    /// <param name="sizes">The sizes of a picture.</param>
    public static void PrintFirst(string kind, string path, string sizes)
    {
        long[] shape = [.. sizes.Split('x').Select(static size => long.Parse(size, CultureInfo.InvariantCulture))];
        if (kind == "compiled") NetAssembly.Load(path)(NetFile.Picture(shape), shape);
        else
        {
            using var runtime = new NetRuntime(File.ReadAllBytes(path), shape);
            runtime.Run();
        }
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(DateTime.Now - process.StartTime).TotalMilliseconds:F0}"));
    }

    private static string Row(NetFile net)
    {
        byte[] file = File.ReadAllBytes(net.Path);
        Plan plan = Planner.Plan(OnnxReader.Read(file));
        BackendChoice auto = BackendChooser.Auto(plan, hasRuntime: true);
        if (plan.Obstacles.Count > 0) return $"| {net.Name} | | | | | | | {auto.Word}: {auto.Reason} | |";
        long[] shape = net.Shape ?? plan.Inputs[0].Sizes ?? throw new ArgumentException($"{net.Path} does not fix the sizes of its input; give them as {net.Path}@1x3x224x224");
        PlanCost cost = PlanCost.Of(plan);
        string folder = Directory.CreateTempSubdirectory("mldsl-net").FullName, assembly = Path.Combine(folder, Path.GetFileName(folder) + ".dll"), sizes = string.Join('x', shape);
        try
        {
            NetAssembly.Write(file, assembly);
            Func<float[], long[], float> compiled = NetAssembly.Load(assembly);
            using var runtime = new NetRuntime(file, shape);
            float[] picture = NetFile.Picture(shape);
            var (peer, own) = Ratios.Least(runtime.Run, () => compiled(picture, shape));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"| {net.Name} | {sizes} | {own / 1000:0.###} | {peer / 1000:0.###} | {own / peer:0.00} | {FirstCall("compiled", assembly, sizes)}, {FirstCall("runtime", net.Path, sizes)} | {new FileInfo(assembly).Length / 1e6:0.0} | {auto.Word} | {cost.Own / 1000:0.###}, {cost.Runtime / 1000:0.###} |");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int FirstCall(string kind, string path, string sizes) =>
        Enumerable.Range(0, Starts).Select(_ => int.Parse(OwnProcess.Run(["nets", First, kind, path, sizes]), CultureInfo.InvariantCulture)).Order().ElementAt(Starts / 2);
}
