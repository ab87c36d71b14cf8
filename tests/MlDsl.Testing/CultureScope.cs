using System.Globalization;

namespace MlDsl.Testing;

/// <summary>Runs what follows under another culture, until disposed.</summary>
public sealed class CultureScope : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentCulture;

    /// <summary>Makes <paramref name="name"/> the current culture.</summary>
    public CultureScope(string name) => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);

    /// <summary>Restores the culture.</summary>
    public void Dispose() => CultureInfo.CurrentCulture = before;
}
