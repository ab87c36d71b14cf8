using System.Globalization;
using MlDsl.Columns;
using MlDsl.Onnx;

namespace MlDsl.Plans;

/// <summary>A column's value in a graph.</summary>
/// <param name="Column">The column or feature method.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">Elements of the type's own, [N, 1]; of a vector floats, [N, Length].</param>
/// <param name="Present">Flags of the same shape: whether there is a value; null where there always is one.</param>
internal sealed record GraphInput(ColumnSchema Column, DeclaredType Type, string Value, string? Present)
{
    public string Name => Column.Member;

    /// <summary>The name of the input that says whether there is a value, for types without NaN.</summary>
    public static string PresenceOf(string member) => member + ".present";

    /// <summary>Declares the input of a column, and the second one where it needs it.</summary>
    /// <exception cref="OnnxExportException">No tensor holds values of its type, or no value is free to stand for a missing one.</exception>
    public static GraphInput Declare(GraphNodes nodes, ColumnSchema column, IEncoding? encoding, OnnxExportOptions options)
    {
        if (encoding is VectorEncoding vector) return DeclareVector(nodes, column, vector.Options);
        DeclaredType type = DeclaredType.Of(column);
        if (type.Element == OnnxElementType.Undefined)
        {
            throw new OnnxExportException(column.Member,
                $"'{column.Member}' is a '{column.Type}', which the export does not know: leave the column out, or give its parts as columns");
        }
        string value = Declare(nodes, column.Member, type.Element, options.FlatColumns);
        if (!type.IsNullable) return new(column, type, value, null);
        if (type.HasNaN) return new(column, type, value, IsNumber(nodes, value, type.Element));
        if (options.Nulls == ExportNulls.Sentinel) return new(column, type, value, IsNot(nodes, value, type.Element, Sentinel.Of(column, type, encoding)));
        return new(column, type, value, Declare(nodes, PresenceOf(column.Member), OnnxElementType.Bool, options.FlatColumns));
    }

    /// <summary>One element of a vector, [N, 1].</summary>
    public GraphInput Element(GraphNodes nodes, int index)
    {
        string value = nodes.Call("Gather", [Value, nodes.Constant<long>([index], 1)], OnnxSetting.Of("axis", 1));
        return this with { Value = value, Present = Present is null ? null : IsNumber(nodes, value, OnnxElementType.Float) };
    }

    // Whatever the type of the elements, a feature is a float; a missing vector is one of missing elements.
    private static GraphInput DeclareVector(GraphNodes nodes, ColumnSchema column, VectorOptions options)
    {
        string value = column.Member;
        if (nodes.Steps > 0)
        {
            nodes.Graph.Input(OnnxValueInfo.Tensor(column.Member, OnnxElementType.Float, "N", nodes.Steps, options.Length));
            value = nodes.Call("Reshape", value, nodes.Constant<long>([-1, options.Length], 2));
        }
        else
        {
            nodes.Graph.Input(OnnxValueInfo.Tensor(column.Member, OnnxElementType.Float, "N", options.Length));
        }
        bool mayMiss = options.Element.Impute != Impute.None;
        return new(column, new DeclaredType("float", mayMiss), value, mayMiss ? IsNumber(nodes, value, OnnxElementType.Float) : null);
    }

    private static string Declare(GraphNodes nodes, string name, OnnxElementType element, bool isFlat)
    {
        nodes.Graph.Input(isFlat ? OnnxValueInfo.Tensor(name, element, "N") : OnnxValueInfo.Tensor(name, element, "N", Math.Max(1, nodes.Steps)));
        return nodes.Column(name);
    }

    // ONNX Runtime knows NaN of floats and doubles on every provider.
    private static string IsNumber(GraphNodes nodes, string value, OnnxElementType element) =>
        nodes.Call("Not", nodes.Call("IsNaN", element == OnnxElementType.Float16 ? nodes.Cast(value, OnnxElementType.Float) : value));

    // Texts are not comparable before opset 19, and integers of all sizes in no runtime.
    private static string IsNot(GraphNodes nodes, string value, OnnxElementType element, string sentinel)
    {
        if (element == OnnxElementType.String)
        {
            return nodes.Cast(
                nodes.CallMl(
                    "LabelEncoder", value, OnnxElementType.Int64,
                    OnnxSetting.Of("keys_strings", [sentinel]), OnnxSetting.Of("values_int64s", [0L]), OnnxSetting.Of("default_int64", 1)),
                OnnxElementType.Bool);
        }
        long integer = element == OnnxElementType.UInt64
            ? unchecked((long)ulong.Parse(sentinel, CultureInfo.InvariantCulture))
            : long.Parse(sentinel, CultureInfo.InvariantCulture);
        return nodes.Call("Not", nodes.Call("Equal", element == OnnxElementType.Int64 ? value : nodes.Cast(value, OnnxElementType.Int64), nodes.Scalar(integer)));
    }
}
