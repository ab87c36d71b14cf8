using Microsoft.CodeAnalysis;

namespace MlDsl.Generators.Columns;

/// <summary>Reads the number of a vector's elements from the attributes that may say it.</summary>
internal static class VectorLength
{
    private const string Option = "Length";
    private const int Most = 1 << 20;

    /// <summary>
    /// <paramref name="type"/> with its length; what is wrong with that goes to <paramref name="refuse"/>. A kind that takes no vector refuses
    /// the type itself.
    /// </summary>
    public static ColumnType Read(ColumnType type, IEnumerable<AttributeData?> attributes, Action<string> refuse)
    {
        var kinds = attributes.OfType<AttributeData>().ToList();
        var lengths = kinds.SelectMany(static a => a.NamedArguments).Where(static n => n.Key == Option).Select(static n => n.Value.Value).OfType<int>().ToList();
        if (kinds.Any(k => Refuses(k, type))) return type;
        if (type.Vector is null)
        {
            if (lengths.Count > 0) refuse($"is of type '{type.DisplayName}', which is one value: take Length away{(type.IsNumber ? $", or declare '{type.DisplayName}[]'" : "")}");
            return type;
        }
        if (lengths.Count == 0) refuse($"is of type '{type.DisplayName}' and says no length: set [Numeric(Length = …)] to the number of elements that every row has");
        else if (lengths.Count > 1) refuse("says its length twice: keep the Length of [Numeric]");
        else if (lengths[0] is < 1 or > Most) refuse($"has Length = {lengths[0]}; it must be 1 to {Most}");
        return type with { Length = lengths.FirstOrDefault() };
    }

    private static bool Refuses(AttributeData kind, ColumnType type) => kind.Is(Names.Numeric)
        ? !type.IsNumber && type.Kind is not (ValueKind.Flag or ValueKind.Vector)
        : type.Vector is not null && All.Kinds.Any(other => kind.Is(other.Attribute));
}
