namespace MlDsl.Compiler.Costs;

/// <summary>
/// Nanoseconds of one thread, measured by <c>benchmarks/MlDsl.Benchmarks -- costs</c> on AMD EPYC with AVX-512; ONNX Runtime takes one thread
/// as well. Absolute times are another machine's, but what they say against each other holds from one to the next; the choice rests on that.
/// </summary>
internal static class CostTable
{
    /// <summary>What a call of an operator costs before it does anything, and a node of ONNX Runtime.</summary>
    public const double OwnStep = 25, RuntimeNode = 150;

    /// <summary>What a call into ONNX Runtime costs, whatever it runs.</summary>
    public const double RuntimeCall = 800;

    /// <summary>Nanoseconds of a unit of work: compiled, and by ONNX Runtime.</summary>
    public static (double Own, double Runtime) PerUnit(WorkKind kind) => kind switch
    {
        WorkKind.Convolution => (0.020, 0.0103),
        WorkKind.NarrowConvolution => (0.30, 0.05),
        WorkKind.RowProduct => (0.042, 0.048),
        WorkKind.LargeRowProduct => (0.095, 0.046),
        WorkKind.Product => (0.0115, 0.010),
        WorkKind.Recurrence => (0.041, 0.030),
        WorkKind.Pool => (1.4, 0.18),
        WorkKind.Function => (0.7, 0.5),
        _ => (0.04, 0.135),
    };

    /// <summary>The word for a kind in messages.</summary>
    public static string Word(WorkKind kind) => kind switch
    {
        WorkKind.Convolution or WorkKind.NarrowConvolution => "convolutions",
        WorkKind.RowProduct or WorkKind.LargeRowProduct or WorkKind.Product => "matrix products",
        WorkKind.Recurrence => "recurrent layers",
        WorkKind.Pool => "pools",
        WorkKind.Function => "exponentials and the like",
        _ => "elements that are read and written",
    };
}
