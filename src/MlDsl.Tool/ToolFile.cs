namespace MlDsl.Tool;

/// <summary>Files that the tool writes.</summary>
internal static class ToolFile
{
    /// <summary>Writes a text file, its folder too; a place that cannot be written to is named.</summary>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public static void Write(string path, byte[] bytes)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            File.WriteAllBytes(path, bytes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{path}' cannot be written: {problem.Message}");
        }
    }
}
