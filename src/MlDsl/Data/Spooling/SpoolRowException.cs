namespace MlDsl;

/// <summary>Why a row cannot be spooled; who knows its number puts it before the message.</summary>
internal sealed class SpoolRowException(string problem, string wayOut) : Exception(problem)
{
    public string WayOut => wayOut;

    /// <summary>The value of an enum has no name by which it would come back.</summary>
    public static SpoolRowException Nameless(DatasetSchema schema, int column) => new(
        $"has a value in '{schema.Name}.{schema.Columns[column].Member}' that is no member of its enum", "declare the member, or hold the rows in memory");
}
