using System.Text;

namespace MlDsl.Build;

/// <summary>Tells the models of tree libraries from other data by how they begin.</summary>
internal static class TreeFile
{
    // XGBoost's first key follows the brace; LightGBM's first line is one word.
    private const int Head = 512;

    public static bool Begins(string file)
    {
        try
        {
            byte[] head = new byte[Head];
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            int length = 0;
            for (int read; length < Head && (read = stream.Read(head, length, Head - length)) > 0;) length += read;
            string text = Encoding.UTF8.GetString(head, 0, length).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
            return text.StartsWith("{", StringComparison.Ordinal)
                ? text.Contains("learner")
                : text == "tree" || text.StartsWith("tree\n", StringComparison.Ordinal) || text.StartsWith("tree\r\n", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
