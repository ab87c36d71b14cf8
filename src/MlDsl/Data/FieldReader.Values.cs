namespace MlDsl;

// Values that are neither numbers nor dates.
public ref partial struct FieldReader
{
    /// <summary>The single character of column <paramref name="column"/>.</summary>
    public readonly char Character(int column) => typed is null
        ? AsCharacter(column, Present(column))
        : typed.CharacterOrNull(column) ?? throw typed.Missing(column);

    /// <summary>The single character of column <paramref name="column"/>; null where it is missing.</summary>
    public readonly char? CharacterOrNull(int column) => typed is not null ? typed.CharacterOrNull(column)
        : TryPresent(column, out ReadOnlySpan<byte> text) ? AsCharacter(column, text) : null;

    /// <summary>The unique identifier of column <paramref name="column"/>, in any of its usual forms.</summary>
    public readonly Guid Guid(int column) => typed is null
        ? AsGuid(column, Present(column))
        : typed.GuidOrNull(column) ?? throw typed.Missing(column);

    /// <summary>The unique identifier of column <paramref name="column"/>; null where it is missing.</summary>
    public readonly Guid? GuidOrNull(int column) => typed is not null ? typed.GuidOrNull(column)
        : TryPresent(column, out ReadOnlySpan<byte> text) ? AsGuid(column, text) : null;

    /// <summary>The time of day of column <paramref name="column"/>, as 13:45, 13:45:30 or 13:45:30.5.</summary>
    public readonly TimeOnly TimeOnly(int column) => typed is null
        ? AsTimeOnly(column, Present(column))
        : typed.TimeOnlyOrNull(column) ?? throw typed.Missing(column);

    /// <summary>The time of day of column <paramref name="column"/>; null where it is missing.</summary>
    public readonly TimeOnly? TimeOnlyOrNull(int column) => typed is not null ? typed.TimeOnlyOrNull(column)
        : TryPresent(column, out ReadOnlySpan<byte> text) ? AsTimeOnly(column, text) : null;

    /// <summary>The duration of column <paramref name="column"/>, as 1:30, 01:30:00.5, 2.01:30:00 or PT1H30M.</summary>
    public readonly TimeSpan TimeSpan(int column) => typed is null
        ? AsTimeSpan(column, Present(column))
        : typed.TimeSpanOrNull(column) ?? throw typed.Missing(column);

    /// <summary>The duration of column <paramref name="column"/>; null where it is missing.</summary>
    public readonly TimeSpan? TimeSpanOrNull(int column) => typed is not null ? typed.TimeSpanOrNull(column)
        : TryPresent(column, out ReadOnlySpan<byte> text) ? AsTimeSpan(column, text) : null;

    private readonly char AsCharacter(int column, ReadOnlySpan<byte> text) => ValueText.TryCharacter(text, out char value)
        ? value
        : throw Wrong(column, "is not one character", ValueText.CharacterWayOut);

    private readonly Guid AsGuid(int column, ReadOnlySpan<byte> text) => ValueText.TryGuid(text, out Guid value)
        ? value
        : throw Wrong(column, "is not a Guid", ValueText.GuidWayOut);

    private readonly TimeOnly AsTimeOnly(int column, ReadOnlySpan<byte> text) => DateText.TryReadTime(text, out TimeSpan time)
        ? System.TimeOnly.FromTimeSpan(time)
        : throw Wrong(column, "is not a time of day", ValueText.TimeOfDayWayOut);

    private readonly TimeSpan AsTimeSpan(int column, ReadOnlySpan<byte> text) => ValueText.TryDuration(text, out TimeSpan value)
        ? value
        : throw Wrong(column, "is not a duration", ValueText.DurationWayOut);
}
