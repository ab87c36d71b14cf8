using System.Reflection;
using MlDsl.Columns;
using MlDsl.Expressions;
using MlDsl.Onnx;
using MlDsl.Plans;
using MlDsl.Testing;
using MlDsl.Tests.Plans;

namespace MlDsl.EndToEnd.Tests.Expressions;

/// <summary>A feature method, its ops in the interpreter and its nodes on ONNX Runtime, over the same rows.</summary>
internal sealed class ThreeWays(CompiledFeatures features)
{
    // A run that ends with an error says nothing of other rows, so that each such row runs alone.
    private const int MostErrors = 4;

    private readonly MixRows rows = new(features.Schema, features.Shade);

    /// <summary>What the method gives for each row; an exception where it throws.</summary>
    public object?[] Typed(string name)
    {
        MethodInfo method = features.Method(name);
        string[] columns = [.. method.GetParameters().Select(CompiledFeatures.ColumnOf)];
        object?[] results = new object?[MixRows.Count];
        for (int i = 0; i < results.Length; i++)
        {
            try
            {
                results[i] = method.Invoke(null, [.. columns.Select((c, k) => Given(rows.Of(c, i), method.GetParameters()[k].ParameterType))]);
            }
            catch (TargetInvocationException e)
            {
                results[i] = e.InnerException;
            }
        }
        return results;
    }

    /// <summary>Asserts that the ops give what the method gives, and throw where it does.</summary>
    public void Interpreted(string name)
    {
        object?[] expected = Typed(name);
        FeatureExpression expression = Expression(name);
        int[] places = [.. Enumerable.Range(0, expression.Members.Count)];
        StepValue[] room = new StepValue[expression.Steps.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            object? found;
            try
            {
                found = Plain(expression.Evaluate([.. expression.Members.Select(m => rows.ValueOf(m, i))], places, room), expected[i]);
            }
            catch (InvalidValueException e)
            {
                found = e;
            }
            bool isSame = expected[i] is Exception ? found is Exception : Same(expected[i], found, 0);
            Assert.True(isSame, $"{name}, row {i}: the method gives {Shown(expected[i])}, and the ops {Shown(found)}; {Row(expression, i)}\n{string.Join('\n', features.Feature(name).Ops)}");
        }
    }

    /// <summary>How much memory the evaluation of a row takes from the heap, where the method does not throw.</summary>
    public long Allocated(string name)
    {
        if (Typed(name)[0] is Exception) return 0;
        FeatureExpression expression = Expression(name);
        int[] places = [.. Enumerable.Range(0, expression.Members.Count)];
        StepValue[] room = new StepValue[expression.Steps.Length];
        ColumnValue[] cells = [.. expression.Members.Select(m => rows.ValueOf(m, 0))];
        expression.Evaluate(cells, places, room);
        return Allocations.Smallest(() =>
        {
            for (int i = 0; i < 100; i++) expression.Evaluate(cells, places, room);
        });
    }

    /// <summary>Asserts that the graph gives what the method gives, within some units in the last place of a float.</summary>
    public void Exported(string name, int ulps)
    {
        object?[] expected = Typed(name);
        FeatureExpression expression = Expression(name);
        // What reads nothing has no rows to be as long as; a model takes it as an input.
        if (expression.Members.Count == 0) return;
        Assert.Null(ExpressionObstacle.Of(expression));
        ColumnSchema[] columns = [.. expression.Members.Select(m => features.Schema.Columns.Single(c => c.Member == m))];
        using var model = new ExportedModel(Graph(expression, columns), columns);
        // A graph knows a missing number by NaN.
        int[] usable = [.. Enumerable.Range(0, expected.Length).Where(i => !columns.Any(c => c.Type.EndsWith('?') && rows.Of(c.Member, i) is float.NaN or double.NaN)).Where(i => !(expected[i] is float.NaN or double.NaN && expression.Feature.Type.EndsWith('?')))];
        int[] fine = [.. usable.Where(i => expected[i] is not Exception)];
        Dictionary<string, Array> outputs = fine.Length > 0 ? model.Run([.. fine.Select(Values)]) : [];
        for (int k = 0; k < fine.Length; k++)
        {
            bool isPresent = !outputs.TryGetValue("present", out Array? present) || (bool)present.GetValue(k)!;
            object? found = isPresent ? outputs["value"].GetValue(k) : null;
            Assert.True(Same(expected[fine[k]], found, ulps), $"{name}, row {fine[k]}: the method gives {Shown(expected[fine[k]])}, and the graph {Shown(found)}; {Row(expression, fine[k])}\n{string.Join('\n', features.Feature(name).Ops)}");
        }
        foreach (int i in usable.Where(i => expected[i] is Exception).Take(MostErrors)) Assert.Throws<OnnxRuntimeException>(() => model.Run([Values(i)]));

        ColumnValue[] Values(int row) => [.. columns.Select(c => rows.ValueOf(c.Member, row))];
    }

    private FeatureExpression Expression(string name)
    {
        ColumnSchema feature = features.Feature(name);
        Assert.True(feature.NotAnOp is null, $"{name} is no op: {feature.NotAnOp}");
        return ExpressionParser.Read(feature, member => features.Schema.Inputs.FirstOrDefault(c => c.Member == member));
    }

    private static byte[] Graph(FeatureExpression expression, ColumnSchema[] columns)
    {
        OnnxGraphBuilder graph = new("feature");
        GraphNodes nodes = new(graph);
        Dictionary<string, GraphInput> inputs = columns.ToDictionary(static c => c.Member, c => GraphInput.Declare(nodes, c, null, OnnxExportOptions.Default));
        GraphInput result = ExpressionGraph.Write(nodes, expression, member => inputs[member]);
        OnnxElementType element = result.Type.Element is OnnxElementType.Float or OnnxElementType.Double or OnnxElementType.Bool or OnnxElementType.String ? result.Type.Element : OnnxElementType.Int64;
        graph.Output(OnnxValueInfo.Tensor("value", element, "N", 1));
        nodes.Give("value", "Identity", element == OnnxElementType.Int64 ? nodes.Cast(result.Value, element) : result.Value);
        if (result.Present is not { } present) return graph.ToBytes();
        graph.Output(OnnxValueInfo.Tensor("present", OnnxElementType.Bool, "N", 1));
        nodes.Give("present", "Identity", present);
        return graph.ToBytes();
    }

    // Reflection widens numbers as C# does, but not into Nullable.
    private static object? Given(object? value, Type type) =>
        value is not null && Nullable.GetUnderlyingType(type) is { IsPrimitive: true } wanted && value is IConvertible ? Convert.ChangeType(value, wanted, System.Globalization.CultureInfo.InvariantCulture) : value;

    private static object? Plain(ColumnValue value, object? expected) => value.Kind switch
    {
        ColumnValueKind.Missing => null,
        ColumnValueKind.Flag => value.ToSingle() == 1,
        ColumnValueKind.Text => value.ToText(),
        ColumnValueKind.Integer => expected is ulong ? value.ToUInt64() : value.ToInt64(),
        _ => expected is float ? (object?)(float)value.ToDouble()! : value.ToDouble(),
    };

    private static bool Same(object? expected, object? found, int ulps) => (expected, found) switch
    {
        (null, null) => true,
        // One NaN is as good as another.
        (float a, float b) when float.IsNaN(a) || float.IsNaN(b) => float.IsNaN(a) && float.IsNaN(b),
        (double a, double b) when double.IsNaN(a) || double.IsNaN(b) => double.IsNaN(a) && double.IsNaN(b),
        (float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (ulps > 0 && Close(a, b, ulps)),
        (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b) || (ulps > 0 && Close((float)a, (float)b, ulps)),
        (ulong a, long b) => unchecked((long)a) == b,
        (ulong a, ulong b) => a == b,
        (bool a, bool b) => a == b,
        (string a, string b) => a == b,
        (Guid a, string b) => a.ToString() == b,
        (Enum a, string b) => MixRows.NameOf(a) == b,
        (not null and not Exception, long b) => Convert.ToInt64(expected, System.Globalization.CultureInfo.InvariantCulture) == b,
        _ => false,
    };

    private static bool Close(float a, float b, int ulps) => Math.Abs((long)Ordered(a) - Ordered(b)) <= ulps;

    private static int Ordered(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return bits < 0 ? int.MinValue - bits : bits;
    }

    private string Row(FeatureExpression expression, int row) => string.Join(", ", expression.Members.Select(m => $"{m} = {Shown(rows.Of(m, row))}"));

    private static string Shown(object? value) => value is IFormattable number ? $"{number.ToString(null, System.Globalization.CultureInfo.InvariantCulture)} ({value.GetType().Name})" : value?.ToString() ?? "null";
}
