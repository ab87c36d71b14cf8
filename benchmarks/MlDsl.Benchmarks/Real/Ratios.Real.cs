#if REAL_MODELS
using MlDsl.Benchmarks.Real;
#endif

namespace MlDsl.Benchmarks;

internal static partial class Ratios
{
    /// <summary>Measures models as trainers make them, which lie outside the project.</summary>
    public static void PrintReal()
    {
#if REAL_MODELS
        RealLinear.Print(RealModels.Folder);
        RealTrees.Print(RealModels.Folder);
#else
        Console.WriteLine("skipped=real: the models of ../shared/models/mlnet5 were absent when this was built; MLDSL_TESTDATA names the folder of data beside them");
#endif
    }
}
