using MlDsl.Compiler.Steps;

namespace MlDsl.Compiler.Rows;

/// <summary>A graph as the straight-line program of one row: no tensors and no operators, only what its outputs are calculated of.</summary>
/// <param name="Nodes">The steps in their order.</param>
/// <param name="Outputs">The outputs of the graph; null for one that is not made row by row.</param>
internal sealed record RowProgram(IReadOnlyList<RowNode> Nodes, IReadOnlyList<RowValue?> Outputs);

/// <summary>What a rule knows of the step that it turns into cells.</summary>
/// <param name="Step">The call.</param>
/// <param name="Inputs">Its inputs as cells; null for constants and for what is left out.</param>
internal sealed record RowStep(PlanStep Step, RowValue?[] Inputs)
{
    private readonly List<RowNode> nodes = [];

    /// <summary>The steps of the program that it adds.</summary>
    public IReadOnlyList<RowNode> Nodes => nodes;

    public Type Class => Step.Operator.Class;

    /// <summary>What messages and comments call the result.</summary>
    public string Name => Step.Outputs.OfType<PlanValue>().FirstOrDefault(static output => output.Name.Length > 0)?.Name ?? Step.Node;

    /// <summary>The cells of the only input, or of the first one.</summary>
    public RowCell[] Cells => Inputs[0]!.Cells;

    /// <summary>The argument of a parameter; its default where none is given.</summary>
    public T? Argument<T>(string parameter, T? otherwise = default) =>
        Step.Operator.Arguments.FirstOrDefault(argument => argument.Parameter == parameter) is { Value: T value } ? value : otherwise;

    public T Add<T>(T node)
        where T : RowNode
    {
        nodes.Add(node);
        return node;
    }

    /// <summary>A cell that an expression gives.</summary>
    public RowCell Calculate(string operation, Type element, params RowCell[] operands) =>
        new ResultCell(element, Add(new CalculateNode(operation, element, operands) { Name = Name }), 0);

    /// <summary>A cell converted as ONNX's Cast does.</summary>
    public RowCell Convert(RowCell cell, Type element) => cell.Element == element ? cell : Calculate("convert", element, cell);
}
