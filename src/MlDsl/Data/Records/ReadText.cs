using System.ComponentModel;

namespace MlDsl;

/// <summary>Makes a value of a text in UTF-8: a method marked <see cref="ReadsAttribute"/>, as generated code hands it over.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T ReadText<out T>(ReadOnlySpan<byte> text);
