using MlDsl.Build.Onnx;
using MlDsl.Compiler.Catalog;
using MlDsl.Compiler.Onnx;
using MlDsl.Compiler.Rows;
using MlDsl.Compiler.Steps;
using MlDsl.Kernels;
using MlDsl.Kernels.Operators;

namespace MlDsl.Compiler.Planning;

/// <summary>
/// Turns a graph into calls of operators: types are inferred node after node, what depends on constants only is calculated here and now
/// by the same operators that would calculate it later, and what no output depends on is left out.
/// </summary>
internal sealed class Planner
{
    // More reasons help nobody.
    private const int MaxObstacles = 20;

    private readonly OnnxGraph graph;
    private readonly Dictionary<string, PlanValue?> values = new(StringComparer.Ordinal);
    private readonly ShapeProbe probe = new();
    private readonly List<PlanStep> steps = [];
    private readonly List<string> obstacles = [];

    private Planner(OnnxGraph graph) => this.graph = graph;

    public static Plan Plan(OnnxGraph graph) => new Planner(graph).Plan();

    private Plan Plan()
    {
        obstacles.AddRange(KnownVersions.Problems(graph));
        foreach (var (name, weight) in graph.Weights)
            values[name] = weight is null ? null : Constant(name, weight);
        OnnxSlot[] given = [.. graph.Inputs.Where(input => !graph.Weights.ContainsKey(input.Name))];
        for (int i = 0; i < given.Length; i++) Add(given[i], i);
        foreach (OnnxNode node in NodeOrder.Of(graph.Nodes)) Add(node);
        PlanValue[] outputs = [.. graph.Outputs.Select(Output).OfType<PlanValue>()];
        if (obstacles.Count > 0 || outputs.Length < graph.Outputs.Count) return Planning.Plan.Unsupported([.. obstacles.Distinct().Take(MaxObstacles)]);
        var plan = new Plan { Inputs = [.. given.Select(input => values[input.Name]!)], Outputs = outputs, Steps = Needed(outputs), Obstacles = [] };

        // What the program of a row calculates for a row, the calls calculate for many, to the bit; without a program they stay as they are.
        IReadOnlyList<PlanStep> lowered = DenseLowering.Lower(plan.Steps, outputs);
        RowProgram? program = RowPlanner.Plan(plan.Inputs, lowered, outputs, out string reason);
        return plan with { Steps = program is null ? plan.Steps : lowered, Program = program, NotByRows = reason };
    }

    private void Add(OnnxSlot input, int number)
    {
        bool isMap = input.Element is not null && Elements.IsPair(input.Element);
        if (input.Element is null || (input.Kind != "tensor" && !isMap))
        {
            obstacles.Add($"the input '{input.Name}' is {(input.Kind == "tensor" ? "of an element type" : input.Kind)} that cannot be compiled");
            values[input.Name] = null;
            return;
        }
        var value = new PlanValue(input.Name, input.Element, null);
        values[input.Name] = value;

        // Each map has as many pairs as a call gives it.
        probe.Give(value, isMap ? [new Dimension(null, $"pairs of {input.Name}")] : input.Shape, number);
    }

    private void Add(OnnxNode node)
    {
        try
        {
            if (node is { Operator: "Constant", Domain: "" }) SetConstant(node);
            else Bind(node);
        }
        catch (UnsupportedException e)
        {
            obstacles.Add($"{node}, opset {Version(node.Domain)}: {e.Message}");
            foreach (string output in node.Outputs) values[output] = null;
        }
    }

    // Old exporters name only one of the operator sets that they use; ONNX Runtime takes the newest of the others.
    private long Version(string domain) =>
        graph.OperatorSets.TryGetValue(domain, out long version) ? version : graph.OperatorSets.Count > 0 ? KnownVersions.Of(domain) : 0;

    private void SetConstant(OnnxNode node)
    {
        Tensor constant = node.Attributes.Values.FirstOrDefault() switch
        {
            Tensor tensor => tensor,
            float single => new Tensor<float>([single]),
            long whole => new Tensor<long>([whole]),
            string text => new Tensor<string>([text]),
            float[] singles => new Tensor<float>(singles, singles.Length),
            long[] wholes => new Tensor<long>(wholes, wholes.Length),
            string[] texts => new Tensor<string>(texts, texts.Length),
            _ => throw new UnsupportedException("its value has an element type that cannot be compiled"),
        };
        values[node.Outputs[0]] = Constant(node.Outputs[0], constant);
    }

    private void Bind(OnnxNode node)
    {
        long version = Version(node.Domain);
        if (version == 0 && node.Domain.Length == 0) throw new UnsupportedException("the file does not say which version of the operators it uses");
        PlanValue?[] inputs = [.. node.Inputs.Select(name => name.Length == 0 ? null : Input(name))];
        if (node.Inputs.Any(name => name.Length > 0 && values[name] is null))
        {
            // The reason was told where the value would have come from.
            foreach (string output in node.Outputs) values[output] = null;
            return;
        }
        Type?[] elements = [.. inputs.Select(static input => input?.Element)];
        BoundOperator bound = Bind(node, version, elements, [.. inputs.Select(probe.Width)]);
        PlanValue?[] outputs = Outputs(node, bound);
        bool isKnown = inputs.All(static input => input is null || input.Constant is not null);
        foreach (PlanValue output in outputs.OfType<PlanValue>())
            if (output.Name.Length > 0) values[output.Name] = output;
        if (isKnown) Fold(node, bound, inputs, outputs);
        else Append(new PlanStep(node.ToString(), bound, inputs, outputs));
    }

    private void Append(PlanStep step)
    {
        steps.Add(step);
        probe.Follow(step);
    }

    private PlanValue? Input(string name)
    {
        if (values.TryGetValue(name, out PlanValue? value)) return value;
        throw new UnsupportedException($"its input '{name}' comes from nowhere");
    }

    private BoundOperator Bind(OnnxNode node, long version, Type?[] elements, long[] known)
    {
        // A function takes precedence over an operator of its name.
        if (node.Overload.Length > 0 || graph.Functions.Contains($"{node.Domain}.{node.Operator}")) throw new UnsupportedException("functions of the file cannot be compiled");
        string? reason = null;
        foreach (OperatorClass candidate in OperatorCatalog.Find(node.Domain, node.Operator, version == 0 ? KnownVersions.Of(node.Domain) : version))
        {
            try
            {
                return candidate.Bind(node, elements, known);
            }
            catch (UnsupportedException e)
            {
                reason ??= e.Message;
            }
        }
        throw new UnsupportedException(reason ?? (OperatorCatalog.Knows(node.Domain, node.Operator)
            ? "this version of the operator cannot be compiled"
            : $"the operator{(node.Domain.Length > 0 ? $" of {node.Domain}" : "")} cannot be compiled"));
    }

    private void Fold(OnnxNode node, BoundOperator bound, PlanValue?[] inputs, PlanValue?[] outputs)
    {
        Tensor?[] results = [.. outputs.Select(static output => output?.Make())];
        try
        {
            bound.Run([.. inputs.Select(static input => input?.Constant)], results);
        }
        catch (Exception e) when (e is OperatorException or OutOfMemoryException)
        {
            throw new UnsupportedException(e.Message);
        }
        for (int i = 0; i < outputs.Length; i++)
            if (outputs[i] is { Name.Length: > 0 } output) values[output.Name] = Constant(output.Name, results[i]!);
    }

    // What a node need not give an operator may still have to write: such outputs have no name.
    private static PlanValue?[] Outputs(OnnxNode node, BoundOperator bound)
    {
        RunParameter[] results = [.. bound.Parameters.Where(static p => p.IsResult)];
        int count = Math.Max(node.Outputs.Count, results.Count(static r => r is { IsOptional: false, IsMany: false }));
        var outputs = new PlanValue?[count];
        for (int i = 0; i < count; i++)
        {
            string name = i < node.Outputs.Count ? node.Outputs[i] : "";
            if (name.Length > 0 || !results[Math.Min(i, results.Length - 1)].IsOptional) outputs[i] = new PlanValue(name, bound.Result(i), null);
        }
        return outputs;
    }

    private PlanValue? Output(OnnxSlot slot)
    {
        if (!values.TryGetValue(slot.Name, out PlanValue? value) || value is null)
        {
            if (obstacles.Count == 0) obstacles.Add($"the output '{slot.Name}' comes from nowhere");
            return null;
        }
        if (Elements.IsPair(value.Element))
        {
            obstacles.Add($"the output '{slot.Name}' is a map that cannot be compiled");
            return null;
        }
        if (slot.Element != value.Element)
        {
            obstacles.Add($"the output '{slot.Name}' is declared as {(slot.Element is null ? slot.Kind + " that cannot be compiled" : Elements.Name(slot.Element))}, but is {Elements.Name(value.Element)}");
            return null;
        }

        // What no operator makes gets one, so that every output is a value of the call.
        if (steps.Any(step => step.Outputs.Contains(value))) return value;
        var copy = new PlanValue(slot.Name, value.Element, null);
        Type identity = typeof(Identity<>).MakeGenericType(value.Element);
        Append(new PlanStep($"Identity that gives '{slot.Name}'", new BoundOperator(identity, [], Activator.CreateInstance(identity)!, RunParameter.Of(identity)), [value], [copy]));
        return copy;
    }

    private List<PlanStep> Needed(PlanValue[] outputs)
    {
        var wanted = new HashSet<PlanValue>(outputs);
        var needed = new List<PlanStep>();
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            if (!steps[i].Outputs.Any(output => output is not null && wanted.Contains(output))) continue;
            wanted.UnionWith(steps[i].Inputs.OfType<PlanValue>());
            needed.Add(steps[i]);
        }
        needed.Reverse();
        return needed;
    }

    private static PlanValue Constant(string name, Tensor tensor) => new(name, tensor.GetType().GetGenericArguments()[0], tensor);
}
