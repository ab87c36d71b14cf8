using MlDsl.Compiler.Steps;

namespace MlDsl.Compiler.Rows;

/// <summary>One number, truth value or text of a row, as it is known while building.</summary>
internal abstract class RowCell(Type element)
{
    public Type Element => element;
}

/// <summary>What the caller gives.</summary>
internal sealed class InputCell(PlanValue input, int place) : RowCell(input.Element)
{
    public PlanValue Input => input;

    /// <summary>Which of the input's elements.</summary>
    public int Place => place;
}

/// <summary>The same in every row.</summary>
internal sealed class ConstantCell(Type element, object value) : RowCell(element)
{
    public object Value => value;
}

/// <summary>One of few values, which a position chooses: what has become of a category.</summary>
internal sealed class ColumnCell(PositionNode position, Array values) : RowCell(values.GetType().GetElementType()!)
{
    public PositionNode Position => position;

    /// <summary>One value per position.</summary>
    public Array Values => values;
}

/// <summary>What a step of the program calculates.</summary>
internal sealed class ResultCell(Type element, RowNode node, int place) : RowCell(element)
{
    public RowNode Node => node;

    /// <summary>Which of the step's results.</summary>
    public int Place => place;
}

/// <summary>A value of the graph in one row.</summary>
/// <param name="Shape">The sizes of a row.</param>
/// <param name="Cells">Its elements, row-major.</param>
internal sealed record RowValue(long[] Shape, RowCell[] Cells);
