using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlDsl.MlNet;

/// <summary>Makes the scores of a row of a table.</summary>
internal delegate void RowScores(ViewRow row, float[] scores);

/// <summary>A fitted model as ML.NET sees what was fitted: columns in, columns beside them out.</summary>
/// <param name="schema">The model's columns, of which it reads the inputs.</param>
/// <param name="added">What it adds.</param>
/// <param name="score">The model.</param>
internal sealed class ModelTransformer(DatasetSchema schema, ScoreColumns added, RowScores score) : ITransformer
{
    public ScoreColumns Added => added;

    public RowScores Score => score;

    public bool IsRowToRowMapper => true;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ModelMapper(this, Bind(inputSchema), inputSchema).OutputSchema;
    }

    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, new ModelMapper(this, Bind(input.Schema), input.Schema));
    }

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new ModelMapper(this, Bind(inputSchema), inputSchema);
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => throw new NotSupportedException(
        "A file of ML.NET cannot hold a model of MlDsl: save the model by model.Save, load it by its type, and make a transformer of it again by ToMlNet");

    private InputBinding[] Bind(DataViewSchema input) => InputBinding.Of(schema.Inputs, input);
}
