namespace MlDsl.Compiler.Rows;

/// <summary>
/// The sizes of dense layers that take less time row by row, each sum in its order, than over tensors with sums in any order: measured by
/// <c>benchmarks/MlDsl.Benchmarks -- costs rows</c>.
/// </summary>
internal static class DenseSize
{
    // A sum waits for itself once per input, and weights beyond are no longer near. Of few outputs no vector is full.
    private const long MostInputs = 256, MostOfFew = 64, MostWeights = 1 << 13, FewOutputs = 4;

    /// <summary>Whether a layer belongs into the program of a row.</summary>
    public static bool Pays(long inputs, long outputs) => inputs <= (outputs < FewOutputs ? MostOfFew : MostInputs) && inputs * outputs <= MostWeights;
}
