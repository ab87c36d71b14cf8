using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>A column's value in a graph.</summary>
/// <param name="Column">The column or feature method.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">Elements of the type's own, [N, 1].</param>
/// <param name="Present">Flags, [N, 1]: whether there is a value; null where there always is one.</param>
internal sealed record GraphInput(ColumnSchema Column, DeclaredType Type, string Value, string? Present)
{
    public string Name => Column.Member;

    /// <summary>The name of the input that says whether there is a value, for types without NaN.</summary>
    public static string PresenceOf(string member) => member + ".present";

    /// <summary>Declares the input of a column, and the second one where it needs it.</summary>
    /// <exception cref="OnnxExportException">No tensor holds values of its type.</exception>
    public static GraphInput Declare(GraphNodes nodes, ColumnSchema column, bool isFlat)
    {
        DeclaredType type = DeclaredType.Of(column);
        if (type.Element == OnnxElementType.Undefined)
        {
            throw new OnnxExportException(column.Member,
                $"'{column.Member}' is a '{column.Type}', which the export does not know: leave the column out, or give its parts as columns");
        }
        string value = Declare(nodes, column.Member, type.Element, isFlat);
        if (!type.IsNullable) return new(column, type, value, null);
        if (type.HasNaN)
        {
            // ONNX Runtime knows NaN of floats and doubles on every provider.
            string number = type.Element == OnnxElementType.Float16 ? nodes.Cast(value, OnnxElementType.Float) : value;
            return new(column, type, value, nodes.Call("Not", nodes.Call("IsNaN", number)));
        }
        return new(column, type, value, Declare(nodes, PresenceOf(column.Member), OnnxElementType.Bool, isFlat));
    }

    private static string Declare(GraphNodes nodes, string name, OnnxElementType element, bool isFlat)
    {
        nodes.Graph.Input(isFlat ? OnnxValueInfo.Tensor(name, element, "N") : OnnxValueInfo.Tensor(name, element, "N", 1));
        return nodes.Column(name);
    }
}
