#nullable disable

namespace Microsoft.ML.Data;

/// <summary>What the transformers of absent packages derive from where the real interfaces stand beside them.</summary>
public abstract class TransformerBase : ITransformer
{
    public bool IsRowToRowMapper => default;
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => default;
    public IDataView Transform(IDataView input) => default;
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => default;
    void ICanSaveModel.Save(ModelSaveContext ctx) { }
}
