namespace MlDsl;

// Values that a method of the row type reads.
public ref partial struct FieldReader
{
    /// <summary>What <paramref name="read"/> makes of the text of column <paramref name="column"/>.</summary>
    public readonly T Own<T>(int column, ReadText<T> read)
    {
        if (typed is not null) return typed.TryOwn(column, read, false, out T? made) ? made! : throw typed.Missing(column);
        return TryOwnText(column, typeof(T) == typeof(string), out ReadOnlySpan<byte> text) ? Own(column, read, text, false) : throw Missing(column);
    }

    /// <summary>What <paramref name="read"/>, which may give null, makes of the text of column <paramref name="column"/>; null where it is missing.</summary>
    public readonly T? OwnOrNull<T>(int column, ReadText<T?> read)
    {
        if (typed is not null) return typed.TryOwn<T?>(column, read, true, out T? made) ? made : default;
        return TryOwnText(column, typeof(T) == typeof(string), out ReadOnlySpan<byte> text) ? Own(column, read, text, true) : default;
    }

    // A quoted text is never missing.
    private readonly bool TryOwnText(int column, bool isText, out ReadOnlySpan<byte> text)
    {
        text = TextOf(column);
        if (context.IsMissing(text) && !(isText && IsQuoted(column))) return false;
        return context.Converters?[column] is null || TryConvert(column, ref text);
    }

    private readonly T Own<T>(int column, ReadText<T> read, ReadOnlySpan<byte> text, bool isNullable)
    {
        if (!System.Text.Unicode.Utf8.IsValid(text)) throw NotUtf8(column);
        T value;
        try
        {
            value = read(text);
        }
        catch (Exception problem) when (OwnReading.IsOfTheText(problem))
        {
            throw context.Error(records, column, OwnReading.Threw(problem, text), OwnReading.WayOut, problem);
        }
        if (OwnReading.Fault(value, isNullable, text) is { } fault) throw context.Error(records, column, fault, OwnReading.WayOut);
        if (value is DateTime time) context.CheckOrder(records, column, time.Kind);
        return value;
    }
}
