using Apache.Arrow;
using Apache.Arrow.Types;

namespace MlDsl.Columns;

/// <summary>Values by their number in a dictionary, which is taken out once and kept for the batches that share it.</summary>
internal sealed class DictionaryColumn : ArrowColumn
{
    private readonly DictionaryArray array;
    private readonly ArrayData dictionary;
    private readonly ArrowColumn numbers;
    private readonly RecordValue[] entries;
    private RecordValue[] codes = [];

    public DictionaryColumn(DictionaryType type, DictionaryArray array, DictionaryColumn? before)
    {
        (this.array, dictionary) = (array, array.Dictionary.Data);
        numbers = Of(type.IndexType, array.Indices);
        if (before is not null && ReferenceEquals(before.array.Data.Dictionary, array.Data.Dictionary)) entries = before.entries;
        else
        {
            entries = new RecordValue[dictionary.Length];
            Of(type.ValueType, array.Dictionary).Fill(0, entries);
        }
    }

    public override void Fill(int from, Span<RecordValue> values)
    {
        if (codes.Length < values.Length) codes = new RecordValue[values.Length];
        numbers.Fill(from, codes.AsSpan(0, values.Length));
        for (int i = 0; i < values.Length; i++)
        {
            RecordValue code = codes[i];
            if (code.Kind == RecordValueKind.Missing) values[i] = code;
            else if ((ulong)code.AsInteger < (ulong)entries.Length) values[i] = entries[code.AsInteger];
            else values[i] = RecordValue.Other(FormattableString.Invariant($"the entry {code} of a dictionary of {entries.Length}"));
        }
    }
}
