using System.Text.Json;
using MlDsl.Tasks.Requests;

namespace MlDsl.Tasks.Decisions;

/// <summary>A decision whose reward is settled.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Reward">What came of it.</param>
internal sealed record RewardedDecision(DecisionFrame Decision, double Reward);

/// <summary>Decisions as records, from which generated code makes rows as it does of a file.</summary>
/// <param name="name">What messages call the log.</param>
/// <param name="action">The property that is the action.</param>
/// <param name="columns">The columns that rows are read from.</param>
/// <param name="decisions">The decisions.</param>
internal sealed class DecisionRecords(string name, string action, IReadOnlyList<ColumnSchema> columns, IReadOnlyList<RewardedDecision> decisions) : IRecordOrigin
{
    public string Name => name;

    public string? Stamp => name;

    public RecordReader Open(IReadOnlyList<string> wanted, CancellationToken cancellation) => new Reader(this);

    private sealed class Reader(DecisionRecords records) : RecordReader
    {
        private readonly ColumnSchema[] columns = [.. records.OwnColumns];
        private int at = -1;

        public override IReadOnlyList<string> Fields { get; } = [.. records.OwnColumns.Select(static column => column.Name)];

        public override string Place => $"decision '{records.Decisions[at].Decision.Id}'";

        public override bool Read() => ++at < records.Decisions.Count;

        public override RecordValue Value(int field)
        {
            RewardedDecision settled = records.Decisions[at];
            ColumnSchema column = columns[field];
            return column switch
            {
                { Role: ColumnRole.Label } => column.Type.StartsWith("bool", StringComparison.Ordinal) ? RecordValue.Flag(settled.Reward != 0) : RecordValue.Number(settled.Reward),
                { IsInput: true } when column.Member == records.Action => RecordValue.Text(settled.Decision.Action),
                { IsInput: true } => settled.Decision.Context.TryGetProperty(column.Name, out JsonElement value) ? ElementValue.Of(value) : RecordValue.Missing,
                { Role: ColumnRole.Id } => RecordValue.Text(settled.Decision.Id),
                { Role: ColumnRole.EventTime } => TimeOf(column, settled.Decision.At),
                _ => RecordValue.Missing,
            };
        }
    }

    private string Action => action;

    private IReadOnlyList<ColumnSchema> OwnColumns => columns;

    private IReadOnlyList<RewardedDecision> Decisions => decisions;

    private static RecordValue TimeOf(ColumnSchema column, long at)
    {
        var time = new DateTime(at, DateTimeKind.Utc);
        if (DecisionFrame.Is(column, nameof(DateTimeOffset))) return RecordValue.Time(new DateTimeOffset(time));
        return DecisionFrame.Is(column, nameof(DateOnly)) ? RecordValue.Date(DateOnly.FromDateTime(time)) : RecordValue.Time(time);
    }
}
