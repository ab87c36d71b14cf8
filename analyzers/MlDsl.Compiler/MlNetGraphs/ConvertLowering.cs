using MlDsl.Compiler.MlNetFiles;
using MlDsl.Kernels;

namespace MlDsl.Compiler.MlNetGraphs;

/// <summary>Makes nodes of conversions from one type to another: what ML.NET converts, with its results for what the other type does not hold.</summary>
internal static class ConvertLowering
{
    private static readonly Type[] Signed = [typeof(sbyte), typeof(short), typeof(int), typeof(long)], Unsigned = [typeof(byte), typeof(ushort), typeof(uint), typeof(ulong)];

    /// <exception cref="RefusedException">ML.NET does not convert these types, or the rows have different lengths.</exception>
    public static GraphColumn Made(GraphWriter writer, string place, string output, GraphColumn input, ColumnType to)
    {
        ColumnType from = ColumnLowering.Fixed(place, input);
        Func<string, string> add = Node(writer, output, from, to) ?? throw new RefusedException($"{place} converts the column '{input.Name}' from {from} to {to}");

        // Keys of another size have as many as before, and stand for the same.
        ColumnType made = from.IsKey ? to with { KeyCount = from.KeyCount } : to;
        return new GraphColumn(output, made with { Width = from.Width }, new Lazy<string>(() => writer.For(place, () => add(input.Value.Value)))) { KeyValues = from.IsKey ? input.KeyValues : null };
    }

    private static Func<string, string>? Node(GraphWriter writer, string output, ColumnType from, ColumnType to)
    {
        if (from.IsKey) return Holds(to, from.KeyCount!.Value) ? static value => value : null;
        if (from.Element == typeof(string)) return OfText(writer, output, to);
        if (to.IsKey) return null;
        if (to.Element == typeof(string)) return IsNumber(from.Element) || from.Element == typeof(bool) ? value => writer.Node(output, OperatorAttribute.Own, "TextOfNumber", [value]) : null;
        if (Array.IndexOf(Unsigned, from.Element) > Array.IndexOf(Unsigned, to.Element) && Unsigned.Contains(to.Element)) return value => Narrowed(writer, output, value, from.Element, to.Element);
        return IsCast(from.Element, to.Element) ? value => writer.Cast(output, value, from.Element, to.Element) : null;
    }

    private static Func<string, string>? OfText(GraphWriter writer, string output, ColumnType to)
    {
        if (to.KeyCount is { } count) return value => writer.Node(output, OperatorAttribute.Own, "KeyOfText", [value], ("count", count));
        if (to.Element == typeof(string)) return static value => value;
        return IsNumber(to.Element) || to.Element == typeof(bool) ? value => writer.Node(output, OperatorAttribute.Own, "NumberOfText", [value], ("to", GraphWriter.Number(to.Element))) : null;
    }

    // What the smaller type does not hold becomes 0.
    private static string Narrowed(GraphWriter writer, string output, string value, Type from, Type to)
    {
        string most = writer.Cast(output, writer.Constant(output, Most(to)), typeof(ulong), from), none = writer.Cast(output, writer.Constant(output, new Tensor<ulong>([0], 1, 1)), typeof(ulong), from);
        return writer.Cast(output, writer.Node(output, "Where", [writer.Node(output, "Greater", [value, most]), none, value]), from, to);
    }

    private static Tensor<ulong> Most(Type type) => new([type == typeof(byte) ? byte.MaxValue : type == typeof(ushort) ? ushort.MaxValue : uint.MaxValue], 1, 1);

    // Of signed types the lowest bits are left, as in ONNX; floating-point numbers become no whole ones in ML.NET.
    private static bool IsCast(Type from, Type to)
    {
        if (to == typeof(float) || to == typeof(double) || to == typeof(bool)) return IsNumber(from) || from == typeof(bool);
        return Signed.Contains(to) ? Signed.Contains(from) || from == typeof(bool) : Unsigned.Contains(from) && Unsigned.Contains(to);
    }

    private static bool IsNumber(Type type) => Signed.Contains(type) || Unsigned.Contains(type) || type == typeof(float) || type == typeof(double);

    private static bool Holds(ColumnType to, long keys) =>
        (to.KeyCount is null || to.KeyCount == keys) && Array.IndexOf(Unsigned, to.Element) switch { 0 => keys <= byte.MaxValue, 1 => keys <= ushort.MaxValue, 2 => keys <= uint.MaxValue, 3 => true, _ => false };
}
