using System.Globalization;
using System.Numerics;
using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Onnx;
using MlDsl.Onnx;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>One node, run by the class that would be compiled for it and by ONNX Runtime.</summary>
internal static class OperatorOracle
{
    /// <summary>Runs a node both ways and asserts that the outputs agree.</summary>
    /// <param name="domain">The operator's domain; empty for ONNX's own.</param>
    /// <param name="name">The operator.</param>
    /// <param name="version">The version of the operator set.</param>
    /// <param name="attributes">The node's attributes.</param>
    /// <param name="inputs">Its inputs; null for one that is left out.</param>
    /// <param name="outputs">How many outputs are wanted.</param>
    /// <param name="relative">The relative error that is allowed; 0 asks for the same bits.</param>
    /// <param name="absolute">The absolute error that is allowed beside it.</param>
    /// <returns>False where ONNX Runtime refuses the node, so that there is nothing to compare with.</returns>
    public static bool Agrees(
        string domain, string name, long version, OnnxSetting[] attributes, Tensor?[] inputs, int outputs = 1, double relative = 0, double absolute = 0)
    {
        Tensor[] found = Run(domain, name, version, attributes, inputs, outputs);
        return Compare(Build(domain, name, version, attributes, inputs, found), $"{name} {version}", [.. inputs.OfType<Tensor>()], found, relative, absolute);
    }

    /// <summary>Runs a whole model by its plan and by ONNX Runtime, and asserts that the outputs agree.</summary>
    /// <returns>False where ONNX Runtime refuses the model.</returns>
    public static bool GraphAgrees(byte[] file, Tensor[] inputs, double relative = 0, double absolute = 0) =>
        Compare(file, "model", inputs, new PlanRunner(file).Run(inputs), relative, absolute);

    private static bool Compare(byte[] file, string what, Tensor[] given, Tensor[] found, double relative, double absolute)
    {
        OnnxSession session;
        try
        {
            session = OnnxSession.Load(file, what);
        }
        catch (OnnxRuntimeException)
        {
            return false;
        }
        using (session)
        using (OnnxBinding call = session.Rent(session.IsBatched ? given[0].Size(0) : 1))
        {
            for (int i = 0; i < given.Length; i++)
                if (!MapValues.Give(call, i, given[i])) Give(call, i, given[i]);
            try
            {
                call.Run();
            }
            catch (OnnxRuntimeException)
            {
                return false;
            }
            for (int i = 0; i < found.Length; i++) AssertEqual(call, i, found[i], relative, absolute, $"{what}, output {i}");
        }
        return true;
    }

    /// <summary>Runs the class that would be compiled for a node.</summary>
    /// <exception cref="UnsupportedException">The node cannot be compiled.</exception>
    /// <exception cref="OperatorException">The inputs do not fit.</exception>
    public static Tensor[] Run(string domain, string name, long version, OnnxSetting[] attributes, Tensor?[] inputs, int outputs = 1)
    {
        BoundOperator bound = Bind(domain, name, version, attributes, inputs, outputs);
        Tensor?[] results = [.. Enumerable.Range(0, outputs).Select(i => Make(bound.Result(i)))];

        // Twice, so that what the first run left behind cannot matter unseen.
        bound.Run(inputs, results);
        bound.Run(inputs, results);
        AssertAllocatesNothing(bound, inputs, results, $"{name} {version}");
        return results!;
    }

    // A warm run of any model allocates nothing, unless it makes texts; of operators that take any number of values the call here does.
    private static void AssertAllocatesNothing(BoundOperator bound, Tensor?[] inputs, Tensor?[] results, string what)
    {
        if (bound.Parameters.Any(static p => p.IsMany) || results.Any(static r => r is Tensor<string>)) return;

        // A pool may lose its arrays to a collection in between, too.
        long bytes = Allocations.Smallest(() => bound.Run(inputs, results));
        if (bytes != 0) Assert.Fail($"{what}: a warm run from {string.Join(", ", inputs.Select(static x => x?.ToString() ?? "nothing"))} to {string.Join(", ", results.Select(static x => x?.ToString() ?? "nothing"))} allocates {bytes} bytes");
    }

    /// <summary>The class that would be compiled for a node, with its attributes.</summary>
    /// <exception cref="UnsupportedException">The node cannot be compiled.</exception>
    public static BoundOperator Bind(string domain, string name, long version, OnnxSetting[] attributes, Tensor?[] inputs, int outputs = 1)
    {
        OnnxNode node = OnnxReader.Read(Build(domain, name, version, attributes, inputs, new Tensor[outputs])).Nodes[0];
        long[] widths = [.. inputs.Select(static input => input is { Rank: > 0 } ? input.Size(-1) : 0)];
        UnsupportedException? refused = null;
        foreach (OperatorClass candidate in OperatorCatalog.Find(domain, name, version))
        {
            try
            {
                return candidate.Bind(node, [.. inputs.Select(static input => input is null ? null : Element(input))], widths);
            }
            catch (UnsupportedException e)
            {
                refused ??= e;
            }
        }
        throw refused ?? new UnsupportedException($"{name} {version} is in no class");
    }

    private static Type Element(Tensor tensor) => tensor.GetType().GetGenericArguments()[0];

    private static Tensor Make(Type element) => (Tensor)Activator.CreateInstance(typeof(Tensor<>).MakeGenericType(element))!;

    private static byte[] Build(string domain, string name, long version, OnnxSetting[] attributes, Tensor?[] inputs, Tensor?[] outputs)
    {
        var builder = new OnnxGraphBuilder(name).Opset(domain, version).IrVersion(10);
        for (int i = 0; i < inputs.Length; i++)
            if (inputs[i] is { } input) builder.Input(MapValues.Info($"x{i}", input) ?? OnnxValueInfo.Tensor($"x{i}", ElementOf(input), [.. input.Shape.ToArray().Select(static size => (OnnxDimension)size)]));
        for (int i = 0; i < outputs.Length; i++)
            builder.Output(outputs[i] is { } output ? OnnxValueInfo.TensorOfAnyRank($"y{i}", ElementOf(output)) : OnnxValueInfo.TensorOfAnyRank($"y{i}", OnnxElementType.Float));
        return builder
            .Node(domain, name, [.. inputs.Select(static (input, i) => input is null ? "" : $"x{i}")], [.. outputs.Select(static (_, i) => $"y{i}")], attributes)
            .ToBytes();
    }

    private static OnnxElementType ElementOf(Tensor tensor) => tensor switch
    {
        Tensor<float> => OnnxElementType.Float,
        Tensor<double> => OnnxElementType.Double,
        Tensor<Half> => OnnxElementType.Float16,
        Tensor<long> => OnnxElementType.Int64,
        Tensor<ulong> => OnnxElementType.UInt64,
        Tensor<int> => OnnxElementType.Int32,
        Tensor<uint> => OnnxElementType.UInt32,
        Tensor<short> => OnnxElementType.Int16,
        Tensor<ushort> => OnnxElementType.UInt16,
        Tensor<sbyte> => OnnxElementType.Int8,
        Tensor<byte> => OnnxElementType.UInt8,
        Tensor<bool> => OnnxElementType.Bool,
        _ => OnnxElementType.String,
    };

    private static void Give(OnnxBinding call, int index, Tensor tensor)
    {
        switch (tensor)
        {
            case Tensor<float> t: call.SetInput<float>(index, t.Values, t.Shape); break;
            case Tensor<double> t: call.SetInput<double>(index, t.Values, t.Shape); break;
            case Tensor<Half> t: call.SetInput<Half>(index, t.Values, t.Shape); break;
            case Tensor<long> t: call.SetInput<long>(index, t.Values, t.Shape); break;
            case Tensor<ulong> t: call.SetInput<ulong>(index, t.Values, t.Shape); break;
            case Tensor<int> t: call.SetInput<int>(index, t.Values, t.Shape); break;
            case Tensor<uint> t: call.SetInput<uint>(index, t.Values, t.Shape); break;
            case Tensor<short> t: call.SetInput<short>(index, t.Values, t.Shape); break;
            case Tensor<ushort> t: call.SetInput<ushort>(index, t.Values, t.Shape); break;
            case Tensor<sbyte> t: call.SetInput<sbyte>(index, t.Values, t.Shape); break;
            case Tensor<byte> t: call.SetInput<byte>(index, t.Values, t.Shape); break;
            case Tensor<bool> t: call.SetInput<bool>(index, t.Values, t.Shape); break;
            case Tensor<string> t: call.SetText(index, t.Values, t.Shape); break;
        }
    }

    private static void AssertEqual(OnnxBinding call, int index, Tensor found, double relative, double absolute, string what)
    {
        Assert.True(call.OutputShape(index).SequenceEqual(found.Shape), $"{what}: the shape is {Text(found.Shape)}, ONNX Runtime's {Text(call.OutputShape(index))}");
        switch (found)
        {
            case Tensor<float> t: AssertNumbers(call.Output<float>(index), t.Values, relative, absolute, what); break;
            case Tensor<double> t: AssertNumbers(call.Output<double>(index), t.Values, relative, absolute, what); break;
            case Tensor<Half> t: AssertNumbers(call.Output<Half>(index), t.Values, relative, absolute, what); break;
            case Tensor<long> t: AssertNumbers(call.Output<long>(index), t.Values, 0, 0, what); break;
            case Tensor<ulong> t: AssertNumbers(call.Output<ulong>(index), t.Values, 0, 0, what); break;
            case Tensor<int> t: AssertNumbers(call.Output<int>(index), t.Values, 0, 0, what); break;
            case Tensor<uint> t: AssertNumbers(call.Output<uint>(index), t.Values, 0, 0, what); break;
            case Tensor<short> t: AssertNumbers(call.Output<short>(index), t.Values, 0, 0, what); break;
            case Tensor<ushort> t: AssertNumbers(call.Output<ushort>(index), t.Values, 0, 0, what); break;
            case Tensor<sbyte> t: AssertNumbers(call.Output<sbyte>(index), t.Values, 0, 0, what); break;
            case Tensor<byte> t: AssertNumbers(call.Output<byte>(index), t.Values, 0, 0, what); break;
            case Tensor<bool> t: Assert.Equal(call.Output<bool>(index).ToArray(), t.Values.ToArray()); break;
            case Tensor<string> t:
                string[] texts = new string[t.Length];
                call.CopyOutputText(index, texts);
                Assert.Equal(texts, t.Values.ToArray());
                break;
        }
    }

    // 'double' holds every element but the largest 64-bit integers, which are compared as they are.
    private static void AssertNumbers<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> found, double relative, double absolute, string what)
        where T : INumber<T>
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (expected[i].Equals(found[i]) && (relative + absolute > 0 || T.IsNegative(expected[i]) == T.IsNegative(found[i]) || T.IsNaN(expected[i]))) continue;
            double wanted = double.CreateChecked(expected[i]), got = double.CreateChecked(found[i]);
            bool isNear = relative + absolute > 0 && double.IsFinite(wanted) && Math.Abs(wanted - got) <= absolute + (relative * Math.Abs(wanted));
            Assert.True(isNear, string.Create(CultureInfo.InvariantCulture, $"{what}: element {i} is {got:R}, ONNX Runtime's {wanted:R}"));
        }
    }

    private static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
