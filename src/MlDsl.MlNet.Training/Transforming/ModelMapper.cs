using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>A model on tables of one schema.</summary>
/// <param name="transformer">The model.</param>
/// <param name="inputs">Where its inputs lie there.</param>
/// <param name="schema">The schema.</param>
internal sealed class ModelMapper(ModelTransformer transformer, InputBinding[] inputs, DataViewSchema schema) : IRowToRowMapper
{
    public DataViewSchema InputSchema => schema;

    public DataViewSchema OutputSchema { get; } = transformer.Added.AddTo(schema);

    /// <summary>The columns of the input that some of the output take.</summary>
    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        ArgumentNullException.ThrowIfNull(dependingColumns);
        var needed = new bool[schema.Count];
        foreach (DataViewSchema.Column column in dependingColumns)
        {
            int place = Check(column);
            if (place < schema.Count) needed[place] = true;
            else
                foreach (InputBinding input in inputs) needed[input.Index] = true;
        }
        return schema.Where(column => needed[column.Index]);
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredRow(this, input, Active(activeColumns));
    }

    /// <summary>The getters of the columns that are added, on a row that moves.</summary>
    public ScoredColumns On(DataViewRow row) => new(transformer.Added, transformer.Score, new ViewRow([.. inputs.Select(input => input.On(row))]), row);

    /// <summary>Which columns of the output are read.</summary>
    public bool[] Active(IEnumerable<DataViewSchema.Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in columns) active[Check(column)] = true;
        return active;
    }

    /// <summary>The place of a column of the output.</summary>
    /// <exception cref="ArgumentException">The column is of another table.</exception>
    public int Check(DataViewSchema.Column column) => column.Index < OutputSchema.Count && OutputSchema[column.Index].Name == column.Name && OutputSchema[column.Index].Type.Equals(column.Type)
        ? column.Index
        : throw new ArgumentException($"'{column.Name}' is no column of this view, which has {string.Join(", ", OutputSchema.Select(static own => $"'{own.Name}'"))}", nameof(column));

    /// <summary>A getter on a row of the input: of what there was by the row, of what is added by the scores.</summary>
    /// <exception cref="ArgumentException">The column is of another table, or not asked for.</exception>
    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public ValueGetter<TValue> Getter<TValue>(DataViewSchema.Column column, DataViewRow input, ScoredColumns? scores, bool[] active)
    {
        int place = Check(column);
        if (!active[place]) throw new ArgumentException($"The column '{column.Name}' is not among those that were asked for", nameof(column));
        if (place < schema.Count) return input.GetGetter<TValue>(input.Schema[place]);
        return scores!.Getter(place - schema.Count) as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column '{column.Name}' is a {column.Type}, and is read as {typeof(TValue)}");
    }

    /// <summary>Whether a column that is added is read.</summary>
    public bool IsScored(bool[] active) => Array.IndexOf(active, true, schema.Count) >= 0;
}
