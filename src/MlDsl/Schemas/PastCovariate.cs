using System.ComponentModel;

namespace MlDsl;

/// <summary>A column that is known only up to the origin of a forecast, as <see cref="PastCovariateAttribute"/> marks it. Generated code makes it.</summary>
/// <param name="Name">The column's name in files.</param>
/// <param name="Member">The property.</param>
/// <param name="IsFlag">Whether it is 0 or 1.</param>
/// <param name="MayMiss">Whether a value may be missing.</param>
/// <param name="Lags">How many steps before the one that is forecast its values are looked at one by one; 0 where the season says it.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record PastCovariate(string Name, string Member, bool IsFlag, bool MayMiss, int Lags);
