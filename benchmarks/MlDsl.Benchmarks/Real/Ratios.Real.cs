#if REAL_MODELS
using MlDsl.Benchmarks.Real;
#endif

namespace MlDsl.Benchmarks;

internal static partial class Ratios
{
#if REAL_MODELS
    private static readonly string[] RealForests = ["ft500", "lgb300", "ft100"];
#endif

    /// <summary>Measures forests packed for memory, those that trainers made where they are there.</summary>
    /// <param name="part">What the names of those that are measured begin with; empty for all.</param>
    public static void PrintForests(string part = "")
    {
#if REAL_MODELS
        foreach (string name in RealForests)
            if (name.StartsWith(part, StringComparison.Ordinal)) RealEncoded.PrintPackings(name, Path.Combine(RealModels.Folder, name + ".onnx"));
#endif
        Trees.ForestPackings.PrintMade(part);
    }

    /// <summary>Measures models as trainers make them, which lie outside the project.</summary>
    /// <param name="part"><c>avx2</c>: batches with AVX-512 and without; empty: all models against their peers.</param>
    public static void PrintReal(string part = "")
    {
#if REAL_MODELS
        if (part == "avx2") RealVectors.Print();
        else if (part == RealVectors.Own) RealVectors.PrintOwn();
        else if (part.Length > 0) throw new ArgumentException($"'{part}' is no part of the measurement; avx2 is", nameof(part));
        else
        {
            RealLinear.Print(RealModels.Folder);
            RealTrees.Print(RealModels.Folder);
        }
#else
        Console.WriteLine("skipped=real: the models of ../shared/models/mlnet5 were absent when this was built; MLDSL_TESTDATA names the folder of data beside them");
#endif
    }
}
