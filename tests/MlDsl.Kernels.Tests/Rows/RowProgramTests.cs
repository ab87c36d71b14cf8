using System.Globalization;
using MlDsl.Kernels.Tests.Operators;

namespace MlDsl.Kernels.Tests.Rows;

/// <summary>
/// Graphs of chance: the program of a row gives the bits of the operators over tensors, from spans and from records, one by one and in
/// batches; and ONNX Runtime gives the same, within the rounding of its sums. MLDSL_GRAPHS says how many graphs are tried.
/// </summary>
public sealed class RowProgramTests
{
    private const int Rows = 1000, Singles = 50, MostCode = 64 << 10;

    private static readonly int Count = int.TryParse(Environment.GetEnvironmentVariable("MLDSL_GRAPHS"), CultureInfo.InvariantCulture, out int count) ? count : 20;

    [Fact]
    public void ProgramsOfARowEqualTheOperators()
    {
        const int Together = 50;
        int programs = 0, compared = 0;
        for (int start = 0; start < Count; start += Together)
        {
            RandomGraph[] graphs = [.. Enumerable.Range(start, Math.Min(Together, Count - start)).Select(static seed => new RandomGraph(seed))];
            List<GeneratedGraph> generated = GeneratedGraphs.Of(graphs);
            for (int i = 0; i < graphs.Length; i++)
            {
                bool hasProgram = generated[i].Plan.Contains("\nprogram rows\n", StringComparison.Ordinal);
                Assert.True(hasProgram == (graphs[i].Kind != GraphKind.Together), $"graph {start + i} ({graphs[i].Kind}): {generated[i].Plan[generated[i].Plan.IndexOf("\nprogram", StringComparison.Ordinal)..]}");
                Assert.True(generated[i].CodeBytes <= MostCode, $"graph {start + i} ({graphs[i].Kind}): {generated[i].CodeBytes} bytes of code");
                if (hasProgram) programs++;
                if (Compare(graphs[i], generated[i], start + i)) compared++;
            }
        }
        Assert.True(programs > Count / 2 && compared > Count * 3 / 4, $"{programs} of {Count} graphs have a program of a row, ONNX Runtime runs {compared}");
    }

    private static bool Compare(RandomGraph graph, GeneratedGraph generated, int seed)
    {
        Tensor[] inputs = graph.Values(Rows);
        Tensor[] expected = new PlanRunner(graph.File).Run(inputs);
        string what = $"graph {seed} ({graph.Kind})";
        AssertSame(expected, generated.Run(inputs), Rows, what + " from spans");
        AssertSame(expected, generated.Score(inputs, true), Rows, what + " from a batch of records");
        if (graph.Kind == GraphKind.ByRows)
        {
            AssertSame(expected, generated.Score(inputs, false), Rows, what + " from records one by one");
            for (int row = 0; row < Singles; row++)
            {
                Tensor[] one = [.. inputs.Select(input => Row(input, row))];
                AssertSame([.. expected.Select(output => Row(output, row))], generated.Run(one), 1, $"{what}, row {row} alone");
            }
        }
        double rounding = graph.IsRounded ? 2e-5 : 0;
        try
        {
            return OperatorOracle.GraphAgrees(graph.File, inputs, rounding, rounding);
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e.Message} {generated.Plan}");
            throw;
        }
    }

    private static void AssertSame(Tensor[] expected, Array[] found, int rows, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i] is Tensor<string> texts) Assert.True(texts.Values.SequenceEqual((string[])found[i]), $"{what}: output {i}");
            else
            {
                ReadOnlySpan<float> known = ((Tensor<float>)expected[i]).Values, own = (float[])found[i];
                Assert.True(known.Length == own.Length && known.Length % rows == 0, $"{what}: output {i} has {own.Length} elements instead of {known.Length}");
                for (int k = 0; k < known.Length; k++)
                    if (BitConverter.SingleToUInt32Bits(known[k]) != BitConverter.SingleToUInt32Bits(own[k]) && !(float.IsNaN(known[k]) && float.IsNaN(own[k]))) Assert.Fail($"{what}: output {i}, element {k}: {own[k]:R} instead of {known[k]:R}");
            }
        }
    }

    private static Tensor Row(Tensor tensor, int row) => tensor switch
    {
        Tensor<float> t => Row(t, row),
        Tensor<long> t => Row(t, row),
        Tensor<string> t => Row(t, row),
        _ => throw new NotSupportedException(),
    };

    private static Tensor<T> Row<T>(Tensor<T> tensor, int row)
    {
        int width = tensor.Length / tensor.Size(0);
        return new Tensor<T>(tensor.Values.Slice(row * width, width), [1, .. tensor.Shape[1..]]);
    }
}
