using System.Text;

namespace MlDsl.Analyzers.Flow;

/// <summary>The words of an identifier: <c>CustomerID</c> is customer and id, <c>Width</c> is one word.</summary>
internal static class Words
{
    // In English, Spanish, German, French and Portuguese.
    private static readonly HashSet<string> Identifiers = new(StringComparer.Ordinal)
    {
        "id", "guid", "uuid", "identifier", "identificador", "identifiant", "kennung", "nummer", "nr", "matricula", "matrícula", "matricule", "folio", "cedula", "cédula",
    };

    // Where the adjective follows, the identifier leads: IdentifiantClient.
    private static readonly HashSet<string> Leading = new(StringComparer.Ordinal) { "identificador", "identifiant", "matricula", "matrícula", "matricule", "cedula", "cédula" };

    private static readonly HashSet<string> Dates = new(StringComparer.Ordinal)
    {
        "date", "datetime", "timestamp", "fecha", "datum", "zeitpunkt", "zeitstempel", "horodatage", "carimbo",
    };

    private static readonly HashSet<string> Neighbours = new(StringComparer.Ordinal)
    {
        "lag", "lagged", "prev", "previous", "next", "future", "tomorrow", "yesterday",
        "anterior", "previo", "previa", "siguiente", "proximo", "próximo", "proxima", "próxima", "futuro", "ayer", "mañana", "seguinte", "ontem", "amanhã",
        "vorherige", "vorheriger", "vorheriges", "vortag", "nächste", "nächster", "nächstes", "naechste", "naechster", "zukunft", "morgen", "gestern",
        "précédent", "précédente", "precedent", "precedente", "suivant", "suivante", "prochain", "prochaine", "demain", "hier",
    };

    // In English, Spanish, Portuguese, German, French, Vietnamese, Turkish and Russian.
    private static readonly string[] TrainingRows =
    [
        "training set", "training data", "training rows", "train set", "train data", "training metrics", "training accuracy",
        "conjunto de entrenamiento", "datos de entrenamiento", "conjunto de treino", "dados de treino", "trainingsdaten", "trainingsmenge",
        "données d'entraînement", "jeu d'entraînement", "tập huấn luyện", "dữ liệu huấn luyện", "eğitim veri", "обучающ",
    ];

    /// <summary>Whether a comment or a text speaks of the rows that a model is trained on.</summary>
    public static bool SayTrainingRows(string comment) => TrainingRows.Any(words => comment.IndexOf(words, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Whether a name is that of an identifier: <c>CustomerId</c>, <c>IdCliente</c>, <c>Kundennummer</c>.</summary>
    public static bool IsIdentifier(string name) => Of(name) is [var first, .., var last] ? first == "id" || Leading.Contains(first) || Identifies(last) : Of(name) is [var only] && Identifies(only);

    /// <summary>Whether a name is that of a point in time: <c>OrderDate</c>, <c>FechaPedido</c>, <c>CreatedAt</c>.</summary>
    public static bool IsDate(string name) => Of(name) is var words && (words.Any(Dates.Contains) || words is [.., var done, "at"] && done.EndsWith("ed", StringComparison.Ordinal));

    /// <summary>Whether a date is that of a person's birth or employment: <c>BirthDate</c>, <c>HireDate</c>.</summary>
    public static bool IsOfAPerson(string name) => Of(name).Any(static w => w is "birth" or "born" or "dob" or "hire" or "hired" or "joined" or "joining" or "nacimiento" or "nascimento" or "geburt" or "geburtsdatum" or "naissance");

    /// <summary>Whether a name speaks of the value before or after: <c>PrevClose</c>, <c>PrecioSiguiente</c>.</summary>
    public static bool IsNeighbour(string name) => Of(name).Any(Neighbours.Contains);

    private static bool Identifies(string word) => Identifiers.Contains(word) || word.EndsWith("nummer", StringComparison.Ordinal);

    public static IReadOnlyList<string> Of(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool starts = char.IsUpper(c) && i > 0 && (!char.IsUpper(name[i - 1]) || i + 1 < name.Length && char.IsLower(name[i + 1]));
            if ((starts || !char.IsLetter(c)) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
            if (char.IsLetter(c)) word.Append(char.ToLowerInvariant(c));
        }
        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }
}
