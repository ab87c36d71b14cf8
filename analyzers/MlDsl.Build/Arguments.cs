using System.Text;

namespace MlDsl.Build;

/// <summary>Arguments as one text that .NET takes apart again, on every system: no shell reads it, so only quotes and what stands before them matter.</summary>
internal static class Arguments
{
    public static string Of(params string[] arguments)
    {
        var text = new StringBuilder();
        foreach (string argument in arguments)
        {
            if (text.Length > 0) text.Append(' ');
            text.Append('"');
            int backslashes = 0;
            foreach (char c in argument)
            {
                // Backslashes count only before a quote, and there each must be doubled.
                if (c == '"') text.Append('\\', backslashes + 1);
                backslashes = c == '\\' ? backslashes + 1 : 0;
                text.Append(c);
            }
            text.Append('\\', backslashes).Append('"');
        }
        return text.ToString();
    }
}
