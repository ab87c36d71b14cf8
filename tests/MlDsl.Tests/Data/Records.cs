namespace MlDsl.Tests.Data;

/// <summary>Records in memory: what a package for another format implements.</summary>
public sealed class Records(string[] names, object?[][] records) : IRecordOrigin
{
    public string Name => "the records";

    public string? Stamp => "never changes";

    public RecordReader Open(IReadOnlyList<string> columns, CancellationToken cancellation) => new Reader(names, records);

    private sealed class Reader(string[] names, object?[][] records) : RecordReader
    {
        private int row = -1;

        public override IReadOnlyList<string> Fields => names;

        public override string Place => $"record {row}";

        public override bool Read() => ++row < records.Length;

        public override RecordValue Value(int field) => records[row][field] is string text ? RecordValue.Text(text) : RecordValue.Missing;
    }
}
