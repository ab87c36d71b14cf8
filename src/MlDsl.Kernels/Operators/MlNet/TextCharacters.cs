using System.Collections.Frozen;

namespace MlDsl.Kernels.Operators;

/// <summary>Characters as ML.NET normalizes them.</summary>
internal static class TextCharacters
{
    // The letters up to U+04FF that Unicode decomposes canonically, and the letter that each begins with then (UnicodeData.txt, field 5).
    private const string Marked =
        "\u00C0\u00C1\u00C2\u00C3\u00C4\u00C5\u00C7\u00C8\u00C9\u00CA\u00CB\u00CC\u00CD\u00CE\u00CF\u00D1\u00D2\u00D3\u00D4\u00D5\u00D6\u00D9\u00DA\u00DB" +
        "\u00DC\u00DD\u00E0\u00E1\u00E2\u00E3\u00E4\u00E5\u00E7\u00E8\u00E9\u00EA\u00EB\u00EC\u00ED\u00EE\u00EF\u00F1\u00F2\u00F3\u00F4\u00F5\u00F6\u00F9" +
        "\u00FA\u00FB\u00FC\u00FD\u00FF\u0100\u0101\u0102\u0103\u0104\u0105\u0106\u0107\u0108\u0109\u010A\u010B\u010C\u010D\u010E\u010F\u0112\u0113\u0114" +
        "\u0115\u0116\u0117\u0118\u0119\u011A\u011B\u011C\u011D\u011E\u011F\u0120\u0121\u0122\u0123\u0124\u0125\u0128\u0129\u012A\u012B\u012C\u012D\u012E" +
        "\u012F\u0130\u0134\u0135\u0136\u0137\u0139\u013A\u013B\u013C\u013D\u013E\u0143\u0144\u0145\u0146\u0147\u0148\u014C\u014D\u014E\u014F\u0150\u0151" +
        "\u0154\u0155\u0156\u0157\u0158\u0159\u015A\u015B\u015C\u015D\u015E\u015F\u0160\u0161\u0162\u0163\u0164\u0165\u0168\u0169\u016A\u016B\u016C\u016D" +
        "\u016E\u016F\u0170\u0171\u0172\u0173\u0174\u0175\u0176\u0177\u0178\u0179\u017A\u017B\u017C\u017D\u017E\u01A0\u01A1\u01AF\u01B0\u01CD\u01CE\u01CF" +
        "\u01D0\u01D1\u01D2\u01D3\u01D4\u01D5\u01D6\u01D7\u01D8\u01D9\u01DA\u01DB\u01DC\u01DE\u01DF\u01E0\u01E1\u01E2\u01E3\u01E6\u01E7\u01E8\u01E9\u01EA" +
        "\u01EB\u01EC\u01ED\u01EE\u01EF\u01F0\u01F4\u01F5\u01F8\u01F9\u01FA\u01FB\u01FC\u01FD\u01FE\u01FF\u0200\u0201\u0202\u0203\u0204\u0205\u0206\u0207" +
        "\u0208\u0209\u020A\u020B\u020C\u020D\u020E\u020F\u0210\u0211\u0212\u0213\u0214\u0215\u0216\u0217\u0218\u0219\u021A\u021B\u021E\u021F\u0226\u0227" +
        "\u0228\u0229\u022A\u022B\u022C\u022D\u022E\u022F\u0230\u0231\u0232\u0233\u0386\u0388\u0389\u038A\u038C\u038E\u038F\u0390\u03AA\u03AB\u03AC\u03AD" +
        "\u03AE\u03AF\u03B0\u03CA\u03CB\u03CC\u03CD\u03CE\u03D3\u03D4\u0400\u0401\u0403\u0407\u040C\u040D\u040E\u0419\u0439\u0450\u0451\u0453\u0457\u045C" +
        "\u045D\u045E\u0476\u0477\u04C1\u04C2\u04D0\u04D1\u04D2\u04D3\u04D6\u04D7\u04DA\u04DB\u04DC\u04DD\u04DE\u04DF\u04E2\u04E3\u04E4\u04E5\u04E6\u04E7" +
        "\u04EA\u04EB\u04EC\u04ED\u04EE\u04EF\u04F0\u04F1\u04F2\u04F3\u04F4\u04F5\u04F8\u04F9";

    private const string Plain =
        "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeGgGgGgGgHhIiIiIiIiIJjKkLlLlLlNn" +
        "NnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaAa\u00C6\u00E6GgKkOoOo\u01B7\u0292jGgNnAa\u00C6\u00E6\u00D8\u00F8AaAaEeEeIiIi" +
        "OoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYy\u0391\u0395\u0397\u0399\u039F\u03A5\u03A9\u03B9\u0399\u03A5\u03B1\u03B5\u03B7\u03B9\u03C5\u03B9\u03C5\u03BF\u03C5\u03C9\u03D2\u03D2\u0415\u0415\u0413\u0406\u041A\u0418\u0423\u0418\u0438\u0435\u0435\u0433\u0456\u043A\u0438\u0443\u0474\u0475\u0416\u0436\u0410\u0430\u0410\u0430\u0415\u0435\u04D8\u04D9\u0416\u0436\u0417\u0437\u0418\u0438\u0418\u0438\u041E\u043E\u04E8\u04E9\u042D\u044D\u0423\u0443\u0423\u0443\u0423\u0443\u0427\u0447\u042B\u044B";

    private static readonly FrozenDictionary<char, char> Letters = Marked.Zip(Plain).ToFrozenDictionary(static pair => pair.First, static pair => pair.Second);

    /// <summary>What becomes of a character; null where it goes.</summary>
    public static char? Normalized(char character, TextStageFlags flags)
    {
        if (!flags.HasFlag(TextStageFlags.KeepsPunctuation) && char.IsPunctuation(character)) return null;
        if (!flags.HasFlag(TextStageFlags.KeepsNumbers) && char.IsNumber(character)) return null;
        if (!flags.HasFlag(TextStageFlags.KeepsDiacritics))
        {
            if (IsMark(character)) return null;
            if (character > 0x7F && Letters.TryGetValue(character, out char letter)) character = letter;
        }
        if (flags.HasFlag(TextStageFlags.Lower)) return char.ToLowerInvariant(character);
        return flags.HasFlag(TextStageFlags.Upper) ? char.ToUpperInvariant(character) : character;
    }

    // The combining marks of Latin, Hebrew and Arabic.
    private static bool IsMark(char character) => character is >= '\u0300' and <= '\u036F' or >= '\u0591' and <= '\u05BD' or '\u05C1' or '\u05C2' or '\u05C4' or '\u05C5' or '\u05C7'
        or >= '\u0610' and <= '\u0615' or >= '\u064C' and <= '\u065E' or '\u0670';
}
