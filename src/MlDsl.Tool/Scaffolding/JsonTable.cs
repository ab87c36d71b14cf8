namespace MlDsl.Tool.Scaffolding;

/// <summary>Rows as lines of JSON: an object a line, whose members are columns. Lists and objects are columns as well, which are refused where they are to be numbers.</summary>
internal static class JsonTable
{
    /// <summary>Reads at most so many rows. A member that a row does not have is missing in it.</summary>
    /// <exception cref="ToolException">A line is no object, or there is none.</exception>
    public static FileTable Read(string path, int most)
    {
        try
        {
            JsonObjects objects = JsonObjects.Read(File.OpenRead(path), path, most);
            if (objects.Rows.Count == 0 || objects.Columns.Count == 0) throw new ToolException($"'{path}' has no rows; give some that are like those which the model was made for");
            TextColumn[] columns = [.. objects.Columns.Select((name, place) => new TextColumn(name, place, [.. objects.Rows.Select(row => row.Values[place])]))];
            return new FileTable(path, new CsvOptions(), columns, objects.IsWhole);
        }
        catch (DataFormatException problem)
        {
            throw new ToolException(problem.Message);
        }
    }
}
