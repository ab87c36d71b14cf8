using System.Text;

namespace MlDsl.Build;

/// <summary>Tells the models that ML.NET saved from other zips by the names at their end, where a zip lists what it holds.</summary>
internal static class MlNetFile
{
    private const int Tail = 1 << 16;

    public static bool Ends(string file)
    {
        if (!file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && !file.EndsWith(".mlnet", StringComparison.OrdinalIgnoreCase)) return false;
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] tail = new byte[Math.Min(Tail, stream.Length)];
            stream.Seek(-tail.Length, SeekOrigin.End);
            int length = 0;
            for (int read; length < tail.Length && (read = stream.Read(tail, length, tail.Length - length)) > 0;) length += read;
            string text = Encoding.ASCII.GetString(tail, 0, length);
            return text.Contains("TransformerChain") && text.Contains("Model.key");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
