namespace MlDsl.Columns;

/// <summary>A categorical column, whatever its categories are.</summary>
internal interface ICategoryEncoding : IEncoding
{
    /// <summary>The options it was learned with.</summary>
    CategoryOptions Options { get; }
}
