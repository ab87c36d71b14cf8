namespace MlDsl;

/// <summary>Where a field's text lies in the buffer of a <see cref="CsvRecords"/>, without its quotes.</summary>
internal readonly record struct FieldRange(int Start, int Length, bool Quoted);
