using System.Globalization;
using System.Text;
using MlDsl.Build.Text;
using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Costs;
using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Planning;
using MlDsl.Compiler.Steps;
using MlDsl.Kernels;

namespace MlDsl.Compiler.Output;

/// <summary>
/// Writes a plan as text for the generator: one value, constant or call per line, in the order of the calls; the same bytes for the same
/// file everywhere. <c>Format.md</c> describes the lines.
/// </summary>
internal sealed class PlanWriter
{
    /// <summary>The first line.</summary>
    public const string Header = "mldsl-plan 1";

    // Longer lists lie among the weights.
    private const int MaxInline = 16;

    private readonly StringBuilder text = new();
    private readonly WeightsBuilder weights = new();
    private readonly Dictionary<PlanValue, string> names = [];
    private readonly Dictionary<PackedTreeBytes, long> trees = [];
    private int constants;

    /// <summary>The text of a plan and its weights; no weights for a plan that cannot be compiled, or that ONNX Runtime runs.</summary>
    public static (string Text, byte[]? Weights) Write(string model, string sha256, Plan plan, BackendQuestion? question = null, string packed = "")
    {
        var writer = new PlanWriter();
        writer.Line(Header);
        writer.Line($"model {Quoted.Text(model)}");
        writer.Line($"sha256 {sha256}");
        if (packed.Length > 0) writer.Line(packed);
        BackendChoice? choice = question is null ? null : writer.Choose(plan, question);
        foreach (string obstacle in plan.Obstacles) writer.Line($"obstacle {Quoted.Text(obstacle)}");
        if (plan.Obstacles.Count > 0 || choice is { IsCompiled: false }) return (writer.text.ToString(), null);

        foreach (PlanValue input in plan.Inputs) writer.Define("input", input);
        foreach (PlanStep step in plan.Steps) writer.Write(step);
        foreach (PlanValue output in plan.Outputs) writer.Line($"output {writer.names[output]}");
        writer.Line(plan.Program is null ? $"program tensors {Quoted.Text(plan.NotByRows)}" : "program rows");
        if (plan.Program is { } program)
            foreach (string line in new RowWriter(writer.weights, writer.trees, [.. plan.Inputs]).Write(program)) writer.Line(line);
        byte[] bytes = writer.weights.ToArray();
        writer.Line(Invariant($"weights {bytes.Length}"));
        return (writer.text.ToString(), bytes);
    }

    // Where the project insists, what costs alone would choose is told as well.
    private BackendChoice Choose(Plan plan, BackendQuestion question)
    {
        BackendChoice choice = BackendChooser.Choose(plan, question), auto = BackendChooser.Auto(plan, question.HasRuntime, question.IsMlNet);
        Line(question.Line);
        Line($"backend {choice.Word} {Quoted.Text(choice.Reason)}");
        if (choice.IsCompiled != auto.IsCompiled) Line($"auto {auto.Word} {Quoted.Text(auto.Reason)}");
        return choice;
    }

    private void Write(PlanStep step)
    {
        foreach (PlanValue? input in step.Inputs)
            if (input?.Constant is { } constant && !names.ContainsKey(input)) names[input] = Define(input.Name, constant);
        string arguments = Arguments(step.Operator), instead = step.Instead is { } other ? Arguments(other.Operator) : "";
        foreach (PlanValue output in step.Outputs.OfType<PlanValue>()) Define("value", output);
        WriteCall("call", arguments);
        if (step.Instead is { } choice) WriteCall($"instead {Quoted.Text(choice.Choice)}", instead);

        void WriteCall(string kind, string given) =>
            Line($"{kind} {Quoted.Text(step.Node)} {ClassName(step.Operator.Class)} ({given}) ({string.Join(", ", References(step))})");
    }

    private string Arguments(BoundOperator called) => string.Join(", ", called.Arguments.Select(argument => $"{argument.Parameter} {Value(argument.Value)}"));

    private List<string> References(PlanStep step)
    {
        var references = new List<string>();
        int input = 0, output = 0;
        foreach (RunParameter parameter in step.Operator.Parameters)
        {
            IReadOnlyList<PlanValue?> from = parameter.IsResult ? step.Outputs : step.Inputs;
            ref int at = ref (parameter.IsResult ? ref output : ref input);
            if (parameter.IsMany)
            {
                references.Add($"[{string.Join(", ", from.Skip(at).Select(value => names[value!]))}]");
                at = from.Count;
            }
            else
            {
                references.Add(at < from.Count && from[at] is { } value ? names[value] : "-");
                at++;
            }
        }
        return references;
    }

    private void Define(string kind, PlanValue value)
    {
        names[value] = Invariant($"v{names.Count}");
        Line($"{kind} {names[value]} {Elements.Name(value.Element)} {Quoted.Text(value.Name)}{(value.Shape is { } shape ? " " + shape : "")}");
    }

    private string Define(string name, Tensor constant)
    {
        string reference = Invariant($"c{constants++}");
        Line(Invariant($"constant {reference} {Elements.Name(constant.GetType().GetGenericArguments()[0])} {Quoted.Text(name)} [{string.Join(", ", constant.Shape.ToArray())}] {weights.Add(constant)}"));
        return reference;
    }

    private string Value(object? value) => value switch
    {
        null => "none",
        float single => $"float {Number(single)}",
        double wide => Invariant($"double {wide:R}"),
        long whole => Invariant($"int {whole}"),
        string text => $"text {Quoted.Text(text)}",
        float[] { Length: <= MaxInline } singles => $"floats [{string.Join(", ", singles.Select(Number))}]",
        long[] { Length: <= MaxInline } wholes => $"ints [{string.Join(", ", wholes.Select(static w => Invariant($"{w}")))}]",
        string[] { Length: <= MaxInline } texts => $"texts [{string.Join(", ", texts.Select(Quoted.Text))}]",
        float[] singles => Invariant($"floats {singles.Length} {weights.Add(new Tensor<float>(singles, singles.Length))}"),
        long[] wholes => Invariant($"ints {wholes.Length} {weights.Add(new Tensor<long>(wholes, wholes.Length))}"),
        string[] texts => Invariant($"texts {texts.Length} {weights.Add(texts)}"),
        PackedTreeBytes packed => Invariant($"trees {packed.Bytes.Length} {trees[packed] = weights.Add(packed.Bytes)}"),
        Tensor tensor => $"tensor {Define("", tensor)}",
        _ => throw new InvalidOperationException($"{value.GetType()} is no attribute"),
    };

    private static string ClassName(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Elements.Name))}>"
        : type.Name;

    // The bits, because NaN, infinities and -0 must arrive.
    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private void Line(string line) => text.Append(line).Append('\n');
}
