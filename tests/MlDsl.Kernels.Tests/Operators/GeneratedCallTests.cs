using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Output;
using MlDsl.Compiler.Planning;
using MlDsl.Compiler.Steps;
using MlDsl.Generators.Onnx;
using MlDsl.Testing;

namespace MlDsl.Kernels.Tests.Operators;

/// <summary>Generated code calls every operator, with attributes of every kind, without a warning in C# 12 on net8.0.</summary>
public sealed class GeneratedCallTests
{
    private const string Hash = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static readonly Type[] Elements = [typeof(float), typeof(long), typeof(string), typeof(byte), typeof(bool)];

    [Fact]
    public void EveryOperatorIsCalledWithoutWarnings()
    {
        List<PlanStep> steps = [.. OperatorCatalog.Classes.Select(Step)];
        var plan = new Plan
        {
            Inputs = [.. steps.SelectMany(static step => step.Inputs).OfType<PlanValue>().Where(static value => value.Constant is null)],
            Outputs = [.. steps.SelectMany(static step => step.Outputs).OfType<PlanValue>()],
            Steps = steps,
            Obstacles = [],
        };
        var (text, weights) = PlanWriter.Write("m.onnx", Hash, plan);
        Assert.True(steps.Count > 150 && weights!.Length > 0);

        string manifest = $"""
            mldsl-manifest 1
            model "m.onnx"
            sha256 {Hash}
            bytes 1
            input "x" tensor(float)["batch", 2]
            output "y" tensor(float)["batch", 2]

            """;
        GeneratorRun run = GeneratorTest.RunOnBroken<OnnxModelGenerator>(
            [new TextFile("obj/m.onnx.manifest", manifest), new TextFile("obj/m.onnx.plan", text)],
            """
            namespace Shop;

            /// <summary>A model.</summary>
            [MlDsl.OnnxModel("m.onnx", Backend = MlDsl.Backend.Compiled)]
            public sealed partial class M;
            """);
        Assert.Contains("CompiledModel session", run.Text, StringComparison.Ordinal);
        CSharp.AssertClean(run.Compilation);
    }

    // Every other optional input is left out; the first of several is a constant, each time of another rank.
    private static PlanStep Step(Type open, int number)
    {
        Type type = Close(open);
        List<OperatorArgument> arguments = [.. type.GetConstructors().Single().GetParameters().Select(parameter => new OperatorArgument(parameter.Name!, Argument(parameter.ParameterType, number)))];
        RunParameter[] parameters = RunParameter.Of(type);
        List<PlanValue?> inputs = [], outputs = [];
        foreach (RunParameter parameter in parameters)
        {
            List<PlanValue?> values = parameter.IsResult ? outputs : inputs;
            bool isOut = parameter.IsOptional && number % 2 == 0;
            for (int i = 0; i < (parameter.IsMany ? 2 : 1); i++)
                values.Add(isOut ? null : Value(parameter, $"{(parameter.IsResult ? "y" : "x")}{number}.{values.Count}", isConstant: !parameter.IsResult && values.Count == 1, number));
        }
        return new PlanStep($"node {number}", new BoundOperator(type, arguments, new object(), parameters), inputs, outputs);
    }

    private static PlanValue Value(RunParameter parameter, string name, bool isConstant, int number)
    {
        Type element = parameter.Element ?? typeof(float);
        return new PlanValue(name, element, isConstant && !element.IsGenericType ? Constant(element, [.. Enumerable.Repeat(2L, number % 4)]) : null);
    }

    private static object? Argument(Type type, int number)
    {
        // Short lists are written out, long ones lie among the weights.
        int count = number % 2 == 0 ? 2 : 40;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(float)) return number % 3 == 0 ? float.NaN : 1.5f;
        if (type == typeof(double)) return 1.5;
        if (type == typeof(long)) return -1L;
        if (type == typeof(string)) return "a \"quoted\"\u2028 text";
        if (type == typeof(float[])) return Enumerable.Repeat(number % 3 == 0 ? float.PositiveInfinity : -0f, count).ToArray();
        if (type == typeof(long[])) return Enumerable.Repeat(long.MinValue, count).ToArray();
        if (type == typeof(string[])) return Enumerable.Repeat("ä\n", count).ToArray();
        if (type == typeof(TreeScorer)) return new PackedTreeBytes(new TreeEnsemble { FeatureCount = 1, OutputCount = 1, Trees = [new Tree { Nodes = [TreeNode.Leaf(0)], Weights = [new LeafWeight(0, 1)] }] });
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Tensor<>)) return Constant(type.GetGenericArguments()[0], [2]);
        return type == typeof(Tensor) ? Constant(typeof(float), []) : throw new InvalidOperationException($"an operator has an attribute of type {type}; say here what generated code gives it");
    }

    private static Tensor Constant(Type element, long[] shape)
    {
        var tensor = (Tensor)Activator.CreateInstance(typeof(Tensor<>).MakeGenericType(element))!;
        tensor.Resize(shape);
        if (tensor is Tensor<string> texts) texts.Values.Fill("c");
        return tensor;
    }

    private static Type Close(Type open) => open.IsGenericTypeDefinition
        ? Choices(open.GetGenericArguments().Length).Select(choice => Closed(open, choice)).First(static type => type is not null)!
        : open;

    private static Type? Closed(Type open, Type[] choice)
    {
        try
        {
            Type closed = open.MakeGenericType(choice);
            return RunParameter.Of(closed).All(static parameter => parameter.Element is not { } element || !MlDsl.Compiler.Onnx.Elements.IsPair(element) || IsMap(element.GetGenericArguments())) ? closed : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsMap(Type[] pair) => (pair[0] == typeof(string) || pair[0] == typeof(long)) && (pair[1] == typeof(float) || pair[1] == typeof(string) || pair[1] == typeof(long));

    private static IEnumerable<Type[]> Choices(int count) => count == 0
        ? [[]]
        : Choices(count - 1).SelectMany(static rest => Elements.Select(element => (Type[])[.. rest, element]));
}
