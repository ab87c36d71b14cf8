namespace MlDsl.Generators.Compiled;

/// <summary>Where the elements of a row begin among those of all rows.</summary>
internal static class RowPlace
{
    /// <summary>The place of an element of the row <c>row</c>, as an expression.</summary>
    /// <param name="width">The elements of a row.</param>
    /// <param name="offset">The element.</param>
    public static string At(long width, int offset) => (width, offset) switch
    {
        (1, 0) => "row",
        (_, 0) => $"row * {Literals.Whole(width)}",
        _ => $"(row * {Literals.Whole(width)}) + {Literals.Whole(offset)}",
    };
}
