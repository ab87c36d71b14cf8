using System.Security.Cryptography;
using System.Text;

namespace MlDsl.Build;

/// <summary>
/// The hash of a model: of its file; where weights lie in files of their own, of the hashes of all files, each a line, the model's first and
/// the others in the order of their names. What loads a model calculates the same.
/// </summary>
/// <param name="Sha256">The hash of the model.</param>
/// <param name="File">That of the model file alone.</param>
/// <param name="Others">The files of weights with theirs.</param>
internal sealed record ModelHash(string Sha256, string File, IReadOnlyList<(string Place, string Sha256)> Others)
{
    /// <exception cref="ModelProblemException">A file of weights is not there, or not below the model's folder.</exception>
    public static ModelHash Of(Stream content, string file, string name, IReadOnlyCollection<string> places)
    {
        string own = Sha(content);
        var others = places.Select(place => (place, Sha(Find(place, file, name)))).ToList();
        if (others.Count == 0) return new(own, own, others);
        using var lines = new MemoryStream(Encoding.ASCII.GetBytes(own + "\n" + string.Concat(others.Select(static o => o.Item2 + "\n"))));
        return new(Sha(lines), own, others);
    }

    /// <summary>The path of a file of weights.</summary>
    public static string Path(string file, string place) => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? "", place);

    private static string Find(string place, string file, string name)
    {
        if (place.Length == 0 || place[0] is '/' or '\\' || place.Contains(':') || place.Split('/', '\\').Contains(".."))
            throw new ModelProblemException("MLD2058", file, $"'{name}' has weights in '{place}', which does not lie below the model's folder; save the weights beside the model, or in one file with it");
        string path = Path(file, place);
        return System.IO.File.Exists(path) ? path
            : throw new ModelProblemException("MLD2057", file, $"'{name}' has weights in '{place}', which does not exist beside it; add the file, or save the model with its weights in one file");
    }

    /// <summary>The hash of one file.</summary>
    public static string Sha(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Sha(stream);
    }

    /// <summary>The hash of a content.</summary>
    public static string Sha(Stream content)
    {
        using var sha256 = SHA256.Create();
        var text = new StringBuilder(64);
        foreach (byte b in sha256.ComputeHash(content)) text.Append("0123456789abcdef"[b >> 4]).Append("0123456789abcdef"[b & 15]);
        return text.ToString();
    }
}
