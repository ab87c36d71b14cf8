using System.Globalization;

namespace MlDsl.Benchmarks.Costs;

/// <summary>What does a unit of each kind of work cost, compiled and by ONNX Runtime? The compiler's cost table is filled from it.</summary>
internal static class OperatorCosts
{
    /// <summary>Prints nanoseconds per unit: compiled / ONNX Runtime, and microseconds per call.</summary>
    public static void Print()
    {
        foreach (var (name, file, units) in CostModels.All())
        {
            using var model = new PlannedModel(file);
            var (runtime, own) = Ratios.Least(model.OnnxRuntime, model.Own);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cost_ns.{name}={own * 1000 / units:0.0000}/{runtime * 1000 / units:0.0000} call_us={own:0.##}/{runtime:0.##}"));
        }
    }

    /// <summary>Prints milliseconds of a call of whole model files: compiled / ONNX Runtime.</summary>
    public static void PrintFiles(IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            using var model = new PlannedModel(File.ReadAllBytes(file));
            var (runtime, own) = Ratios.Least(model.OnnxRuntime, model.Own);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"call_ms.{Path.GetFileNameWithoutExtension(file)}={own / 1000:0.00}/{runtime / 1000:0.00} ratio={own / runtime:0.00}"));
        }
    }
}
