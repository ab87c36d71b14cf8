namespace MlDsl.Compiler.Costs;

/// <summary>
/// Nanoseconds of one thread, measured by <c>benchmarks/MlDsl.Benchmarks -- costs</c> on AMD EPYC with AVX-512; ONNX Runtime takes one thread
/// as well. Absolute times are another machine's, but what they say against each other holds from one to the next; the choice rests on that.
/// </summary>
internal static class CostTable
{
    /// <summary>What a call of an operator costs before it does anything, and a node of ONNX Runtime.</summary>
    public const double OwnStep = 30, RuntimeNode = 400;

    /// <summary>What a call into ONNX Runtime costs, whatever it runs.</summary>
    public const double RuntimeCall = 1000;

    /// <summary>Nanoseconds of a unit of work: compiled, and by ONNX Runtime.</summary>
    public static (double Own, double Runtime) PerUnit(WorkKind kind) => kind switch
    {
        WorkKind.Convolution => (0.14, 0.022),
        WorkKind.NarrowConvolution => (1.0, 0.1),
        WorkKind.RowProduct => (0.06, 0.06),
        WorkKind.Product => (0.03, 0.02),
        WorkKind.Recurrence => (0.08, 0.06),
        WorkKind.Pool => (0.5, 0.1),
        WorkKind.Function => (0.6, 0.6),
        _ => (0.15, 0.15),
    };

    /// <summary>The word for a kind in messages.</summary>
    public static string Word(WorkKind kind) => kind switch
    {
        WorkKind.Convolution or WorkKind.NarrowConvolution => "convolutions",
        WorkKind.RowProduct or WorkKind.Product => "matrix products",
        WorkKind.Recurrence => "recurrent layers",
        WorkKind.Pool => "pools",
        WorkKind.Function => "exponentials and the like",
        _ => "elements that are read and written",
    };
}
